/** Studies whose cells are inversions of a population. */
package org.sluice.cli.system.population.study;
