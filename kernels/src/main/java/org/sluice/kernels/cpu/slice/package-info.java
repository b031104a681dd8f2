/**
 * One slice of the loss: the projections of samples and of data are sorted and their quantile
 * functions matched.
 */
package org.sluice.kernels.cpu.slice;
