/** The subcommands of {@code sluice}, one class each. */
package org.sluice.cli.command;
