/** The entry of the {@code sluice} command. */
package org.sluice.cli;
