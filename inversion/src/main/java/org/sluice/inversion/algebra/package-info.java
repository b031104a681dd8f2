/**
 * Dense linear algebra for covariances, through netlib, and panels of samples. A square matrix is a
 * heap array of d · d numbers, row after row; d is tens to hundreds.
 */
package org.sluice.inversion.algebra;
