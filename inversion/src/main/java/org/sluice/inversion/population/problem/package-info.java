/** The problem: data, families of laws, forward maps, and the start of an inversion. */
package org.sluice.inversion.population.problem;
