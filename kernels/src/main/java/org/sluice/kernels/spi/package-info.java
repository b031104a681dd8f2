/**
 * For those who write a {@link org.sluice.kernels.Backend}: classes that check all arguments at the
 * public edge, with methods for the backend to override, and the checks that need the numbers
 * themselves. A backend is found by its {@link org.sluice.kernels.BackendProvider}.
 */
package org.sluice.kernels.spi;
