/**
 * The optimiser of a handful of coordinates: Adam, averages of iterates, regularisers, plateaus.
 */
package org.sluice.inversion.optimise;
