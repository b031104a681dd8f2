/** The files and the report of an inversion. */
package org.sluice.cli.system.population.report;
