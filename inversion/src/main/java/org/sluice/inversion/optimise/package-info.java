/**
 * Optimisation of up to a few hundred coordinates: Adam, averages of iterates, a prior, a stopping
 * rule.
 */
package org.sluice.inversion.optimise;
