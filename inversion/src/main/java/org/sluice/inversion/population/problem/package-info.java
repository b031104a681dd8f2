/** The problem: data, families of laws, forward maps, and where an inversion starts. */
package org.sluice.inversion.population.problem;
