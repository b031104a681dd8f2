/** NumPy's {@code .npy} format over channels: for files and for frames in a pipe. */
package org.sluice.inversion.npy;
