/** Forward maps: from a system's parameters to its noise-free observation, with derivatives. */
package org.sluice.inversion.forward;
