/** The {@code sluice} command: its entry, exit codes and the form of its errors. */
package org.sluice.cli;
