/** Philox's random numbers and the normal quantile function, lane by lane. */
package org.sluice.kernels.vector.random;
