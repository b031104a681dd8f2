/** A population's config made into a problem, its data and its forward map. */
package org.sluice.cli.system.population.setup;
