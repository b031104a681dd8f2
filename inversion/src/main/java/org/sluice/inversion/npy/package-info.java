/**
 * Reads and writes NumPy's {@code .npy} format over channels, for files and for frames in pipes.
 */
package org.sluice.inversion.npy;
