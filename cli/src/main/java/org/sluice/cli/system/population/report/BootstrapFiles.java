package org.sluice.cli.system.population.report;

import java.util.List;
import org.sluice.cli.file.WholeFile;
import org.sluice.cli.page.Json;
import org.sluice.inversion.population.examine.Curvature;
import org.sluice.inversion.population.uncertainty.Bootstrap;
import org.sluice.inversion.population.uncertainty.Coverage;
import org.sluice.inversion.population.uncertainty.Interval;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a bootstrap leaves in the run's folder: {@code bootstrap.json} with the intervals, {@code
 * bootstrap.csv} with the replicates, and a section of {@code report.html}.
 */
public final class BootstrapFiles {

  private BootstrapFiles() {}

  /**
   * Writes all three.
   *
   * @param coverage of such intervals, measured or not
   * @param curvature at the run's optimum, or null if there is a {@link Curvature#omission}
   */
  public static void write(
      FinishedRun run, Bootstrap bootstrap, Coverage coverage, Curvature curvature) {
    WholeFile.writeText(
        run.folder().resolve("bootstrap.json"),
        Json.pretty(json(run, bootstrap, coverage, curvature)));
    WholeFile.writeText(run.folder().resolve("bootstrap.csv"), csv(bootstrap));
    ReportSection.put(
        run.folder().resolve("report.html"),
        "bootstrap",
        html(run, bootstrap, coverage, curvature));
  }

  private static ObjectNode json(
      FinishedRun run, Bootstrap bootstrap, Coverage coverage, Curvature curvature) {
    ObjectNode root = Json.object();
    root.put("level", bootstrap.level());
    root.put("replicates", bootstrap.replicates().length);
    root.put("method", run.method().word());
    root.put("seed", run.setup().config().seed());
    root.put("dataHash", ResultFile.dataHash(run.setup().problem()));
    if (coverage.dataSets() > 0) {
      root.put("coverageDataSets", coverage.dataSets());
    }
    ArrayNode intervals = root.putArray("intervals");
    for (int i = 0; i < bootstrap.intervals().size(); i++) {
      Interval interval = bootstrap.intervals().get(i);
      ObjectNode node = intervals.addObject();
      node.put("name", interval.name());
      Json.put(node, "estimate", interval.estimate());
      Json.put(node, "standardError", interval.standardError());
      Json.put(node, "monteCarloError", interval.monteCarloError());
      put(node, "percentile", interval.percentile());
      put(node, "basic", interval.basic());
      if (coverage.dataSets() > 0) {
        node.putObject("coverage")
            .put("percentile", coverage.percentile()[i])
            .put("basic", coverage.basic()[i]);
      }
    }
    Curvature.omission(run.optimum().length)
        .ifPresent(sentence -> root.putObject("curvature").put("omitted", sentence));
    if (curvature != null) {
      ObjectNode node = root.putObject("curvature");
      ArrayNode eigenvalues = node.putArray("eigenvalues");
      for (double eigenvalue : curvature.eigenvalues()) {
        eigenvalues.add(eigenvalue);
      }
      node.put("leastDetermined", curvature.flattest());
      ArrayNode warnings = node.putArray("warnings");
      curvature.warnings().forEach(warnings::add);
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

  private static String html(
      FinishedRun run, Bootstrap bootstrap, Coverage coverage, Curvature curvature) {
    StringBuilder html = new StringBuilder("<h2>Intervals</h2>\n");
    html.append(
        "<p>Intervals of level %s from %d bootstrap replicates over individuals.</p>\n"
            .formatted(bootstrap.level(), bootstrap.replicates().length));
    if (coverage.dataSets() > 0) {
      html.append(
          "<p>In brackets: how often such intervals hold the truth, measured on %d data sets simulated from the fitted model.</p>\n"
              .formatted(coverage.dataSets()));
    }
    html.append("<div class=\"scroll\"><table class=\"numbers\">\n<thead><tr><th></th>")
        .append("<th>estimate</th><th>percentile</th><th>basic</th>")
        .append("<th>standard error</th><th>of it, Monte Carlo</th></tr></thead>\n<tbody>\n");
    for (int i = 0; i < bootstrap.intervals().size(); i++) {
      Interval interval = bootstrap.intervals().get(i);
      html.append("<tr><td>").append(ReportPage.escaped(interval.name())).append("</td>");
      html.append("<td>%.5g</td>".formatted(interval.estimate()));
      html.append(
          "<td>%s</td>".formatted(Words.of(interval.percentile(), coverage.percentile()[i])));
      html.append("<td>%s</td>".formatted(Words.of(interval.basic(), coverage.basic()[i])));
      html.append(
          "<td>%.2g</td><td>%.2g</td></tr>\n"
              .formatted(interval.standardError(), interval.monteCarloError()));
    }
    html.append("</tbody>\n</table></div>\n");
    bootstrap.warnings(run.setup().problem()).forEach(warning -> warn(html, warning));
    Curvature.omission(run.optimum().length)
        .ifPresent(
            sentence -> html.append("<p>").append(ReportPage.escaped(sentence)).append(".</p>\n"));
    if (curvature != null) {
      html.append("<p>The data determine least: ")
          .append(ReportPage.escaped(curvature.flattest()))
          .append(".</p>\n");
      curvature.warnings().forEach(warning -> warn(html, warning));
    }
    return html.toString();
  }

  private static void warn(StringBuilder html, String warning) {
    html.append("<p class=\"warning\">").append(ReportPage.escaped(warning)).append("</p>\n");
  }
}
