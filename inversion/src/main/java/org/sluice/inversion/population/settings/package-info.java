/** The settings of an inversion: estimator, sampling, optimiser, stop rules. */
package org.sluice.inversion.population.settings;
