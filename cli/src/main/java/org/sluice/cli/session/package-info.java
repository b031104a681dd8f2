/** The parts that a command opens while it works, and their end. */
package org.sluice.cli.session;
