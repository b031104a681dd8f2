/** The systems that a config can name, as the subcommands that serve all of them see one. */
package org.sluice.cli.system;
