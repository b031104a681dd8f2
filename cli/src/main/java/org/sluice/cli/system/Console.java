package org.sluice.cli.system;

import java.io.PrintWriter;

/**
 * The streams that a command writes to.
 *
 * @param out results
 * @param err progress and warnings
 */
public record Console(PrintWriter out, PrintWriter err) {}
