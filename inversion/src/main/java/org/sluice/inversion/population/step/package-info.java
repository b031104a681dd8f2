/** One step of an inversion: the objective and its gradient from fresh samples. */
package org.sluice.inversion.population.step;
