/** Native memory of plans and of single calls, and the rule for memory that kernels may touch. */
package org.sluice.kernels.cpu.memory;
