/** Sorting and matching the columns of slices in vectors. */
package org.sluice.kernels.vector.slice;
