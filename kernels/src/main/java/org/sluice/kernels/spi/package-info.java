/**
 * Base classes for a {@link org.sluice.kernels.Backend}: they check all arguments of the public
 * API, and have methods for the backend to override, and checks that need the elements themselves.
 * A backend is found by its {@link org.sluice.kernels.BackendProvider}.
 */
package org.sluice.kernels.spi;
