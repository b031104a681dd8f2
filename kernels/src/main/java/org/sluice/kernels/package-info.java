/**
 * Numeric kernels for sliced Wasserstein-2 losses: value and gradients on off-heap buffers, without
 * dependencies.
 *
 * <p>Start at {@link org.sluice.kernels.Backends}, which opens a {@link
 * org.sluice.kernels.Backend}; the backend makes plans such as {@link
 * org.sluice.kernels.SlicedWasserstein}. All results are identical to the bit for every number of
 * threads.
 */
package org.sluice.kernels;
