/**
 * The process of the {@code sluice} command: its version, its exit codes and the form of its
 * errors.
 */
package org.sluice.cli.process;
