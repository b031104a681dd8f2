/** The subcommands of {@code sluice} that are the population's alone, one class each. */
package org.sluice.cli.system.population.command;
