/**
 * Sorting columns of floating-point keys: many short columns at once by a sorting network, long
 * ones by the digits of quantised keys.
 */
package org.sluice.kernels.vector.sort;
