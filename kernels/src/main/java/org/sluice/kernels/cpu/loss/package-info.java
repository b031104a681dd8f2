/** The sliced Wasserstein distance and its gradients, a block of directions at a time. */
package org.sluice.kernels.cpu.loss;
