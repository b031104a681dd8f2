/**
 * Small dense algebra of covariances, through netlib, and panels of samples. Square matrices are d
 * × d heap arrays, row after row; d is tens to hundreds.
 */
package org.sluice.inversion.algebra;
