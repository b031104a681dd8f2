/** The numeric primitives that plain loops and vectors implement, each for one element type. */
package org.sluice.kernels.cpu.primitive;
