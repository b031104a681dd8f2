/** The sections of a population's config. */
package org.sluice.cli.system.population.config;
