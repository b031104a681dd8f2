/** Fourier neural operators: their layers, which work on fields over a grid, and chains of them. */
package org.sluice.inversion.network.fourier;
