/**
 * Configs: one TOML file, typed by records. Key names are the records' component names in snake
 * case; an unknown key, a wrong type or a number out of range is a {@link
 * org.sluice.cli.process.SluiceException} that names file and key.
 */
package org.sluice.cli.config;
