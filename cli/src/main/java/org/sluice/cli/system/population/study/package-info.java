/** The population's part in studies: cells that are inversions, their columns, and their theory. */
package org.sluice.cli.system.population.study;
