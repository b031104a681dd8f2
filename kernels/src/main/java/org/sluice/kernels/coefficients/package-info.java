/**
 * The numbers behind polynomial approximations, shared by plain loops and vectors so that both give
 * the same results.
 */
package org.sluice.kernels.coefficients;
