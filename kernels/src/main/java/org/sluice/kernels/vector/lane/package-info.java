/** The width of vectors, the sum of their lanes in a fixed order, and their bits as integers. */
package org.sluice.kernels.vector.lane;
