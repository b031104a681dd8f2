/** Products of matrices, cut into tasks by their shapes alone. */
package org.sluice.kernels.cpu.product;
