/** Forward maps from the parameters of a chaotic system of Lorenz to averages over time. */
package org.sluice.inversion.forward.lorenz;
