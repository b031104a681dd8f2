package org.sluice.cli.system;

import java.io.PrintWriter;

/**
 * Where a command writes.
 *
 * @param out results
 * @param err progress and warnings
 */
public record Console(PrintWriter out, PrintWriter err) {}
