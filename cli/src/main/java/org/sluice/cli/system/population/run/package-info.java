/** Runs, checks and simulates a population. */
package org.sluice.cli.system.population.run;
