/**
 * The backend on the CPU, over kernels of either kind. It cuts work into tasks for threads; {@link
 * org.sluice.kernels.cpu.primitive.Kernels} do the arithmetic.
 */
package org.sluice.kernels.cpu;
