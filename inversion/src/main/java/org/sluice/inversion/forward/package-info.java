/** Maps from a system's parameters to its noise-free observation, with their derivatives. */
package org.sluice.inversion.forward;
