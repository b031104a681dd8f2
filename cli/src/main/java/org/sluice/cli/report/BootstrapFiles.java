package org.sluice.cli.report;

import java.util.List;
import org.sluice.cli.file.WholeFile;
import org.sluice.inversion.uncertainty.Bootstrap;
import org.sluice.inversion.uncertainty.Interval;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a bootstrap leaves in the run's folder: {@code bootstrap.json} with the intervals, {@code
 * bootstrap.csv} with the replicates, and a section of {@code report.html}.
 */
public final class BootstrapFiles {

  private BootstrapFiles() {}

  /** Writes all three. */
  public static void write(FinishedRun run, Bootstrap bootstrap) {
    WholeFile.writeText(run.folder().resolve("bootstrap.json"), Json.pretty(json(run, bootstrap)));
    WholeFile.writeText(run.folder().resolve("bootstrap.csv"), csv(bootstrap));
    ReportSection.put(run.folder().resolve("report.html"), "bootstrap", html(bootstrap));
  }

  private static ObjectNode json(FinishedRun run, Bootstrap bootstrap) {
    ObjectNode root = Json.object();
    root.put("level", bootstrap.level());
    root.put("replicates", bootstrap.replicates().length);
    root.put("method", run.method().word());
    root.put("seed", run.setup().config().seed());
    root.put("dataHash", ResultFile.dataHash(run.setup().problem().data()));
    ArrayNode intervals = root.putArray("intervals");
    for (Interval interval : bootstrap.intervals()) {
      ObjectNode node = intervals.addObject();
      node.put("name", interval.name());
      Json.put(node, "estimate", interval.estimate());
      Json.put(node, "standardError", interval.standardError());
      Json.put(node, "monteCarloError", interval.monteCarloError());
      put(node, "percentile", interval.percentile());
      put(node, "basic", interval.basic());
    }
    root.set("versions", ResultFile.versions());
    return root;
  }

  private static void put(ObjectNode node, String name, Interval.Range range) {
    ArrayNode ends = node.putArray(name);
    ends.add(range.lower());
    ends.add(range.upper());
  }

  private static String csv(Bootstrap bootstrap) {
    List<String> names = bootstrap.intervals().stream().map(Interval::name).toList();
    StringBuilder csv = new StringBuilder("replicate");
    names.forEach(name -> csv.append(',').append(name.contains(",") ? '"' + name + '"' : name));
    csv.append('\n');
    for (int b = 0; b < bootstrap.replicates().length; b++) {
      csv.append(b + 1);
      for (double value : bootstrap.replicates()[b]) {
        csv.append(',').append(value);
      }
      csv.append('\n');
    }
    return csv.toString();
  }

  private static String html(Bootstrap bootstrap) {
    StringBuilder html = new StringBuilder("<h2>Intervals</h2>\n");
    html.append(
        "<p>%.4g %% intervals from %d bootstrap replicates over individuals.</p>\n"
            .formatted(100 * bootstrap.level(), bootstrap.replicates().length));
    html.append("<div class=\"scroll\"><table class=\"numbers\">\n<thead><tr><th></th>")
        .append("<th>estimate</th><th>percentile</th><th>basic</th>")
        .append("<th>standard error</th><th>of it, Monte Carlo</th></tr></thead>\n<tbody>\n");
    for (Interval interval : bootstrap.intervals()) {
      html.append("<tr><td>").append(ReportPage.escaped(interval.name())).append("</td>");
      html.append("<td>%.5g</td>".formatted(interval.estimate()));
      html.append("<td>%s</td>".formatted(Words.of(interval.percentile())));
      html.append("<td>%s</td>".formatted(Words.of(interval.basic())));
      html.append(
          "<td>%.2g</td><td>%.2g</td></tr>\n"
              .formatted(interval.standardError(), interval.monteCarloError()));
    }
    return html.append("</tbody>\n</table></div>\n").toString();
  }
}
