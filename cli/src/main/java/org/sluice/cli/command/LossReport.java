package org.sluice.cli.command;

import java.io.PrintWriter;
import org.sluice.cli.page.Json;
import org.sluice.inversion.discrepancy.LossEstimate;
import org.sluice.kernels.Backends;
import tools.jackson.databind.node.ObjectNode;

/**
 * The output of {@code sluice loss}.
 *
 * @param loss the value and its standard error
 * @param slices P
 * @param seconds of the evaluation
 * @param selection the backend, and why it was chosen
 */
record LossReport(LossEstimate loss, long slices, double seconds, Backends.Selection selection) {

  void print(PrintWriter out) {
    out.printf("squared         %s%n", loss.squared());
    out.printf("standard error  %.3g (over %d slices)%n", loss.standardError(), slices);
    out.printf("computed        in %.3f s on %s%n", seconds, selection.explanation());
    out.flush();
  }

  void printJson(PrintWriter out) {
    ObjectNode node = Json.object();
    Json.put(node, "squared", loss.squared());
    Json.put(node, "standardError", loss.standardError());
    node.put("slices", slices);
    node.put("seconds", seconds);
    node.put("backend", selection.backend().name());
    out.println(Json.line(node));
    out.flush();
  }
}
