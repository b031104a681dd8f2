/** Surrogates of forward maps, trained on solver runs where the population has its mass. */
package org.sluice.inversion.surrogate;
