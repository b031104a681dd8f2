package org.sluice.cli.system.population.report;

import java.util.List;
import org.sluice.cli.file.WholeFile;
import org.sluice.cli.page.Chart;
import org.sluice.cli.page.Curve;
import org.sluice.cli.page.Json;
import org.sluice.inversion.population.uncertainty.DirectionFit;
import org.sluice.inversion.population.uncertainty.FitTest;
import org.sluice.inversion.population.uncertainty.QuantileBand;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a test of the fit leaves in the run's folder: {@code test.json} and a section of {@code
 * report.html}.
 */
public final class FitTestFiles {

  private FitTestFiles() {}

  /** Writes both. */
  public static void write(FinishedRun run, FitTest test) {
    WholeFile.writeText(run.folder().resolve("test.json"), Json.pretty(json(run, test)));
    ReportSection.put(run.folder().resolve("report.html"), "test", html(test));
  }

  private static ObjectNode json(FinishedRun run, FitTest test) {
    ObjectNode root = Json.object();
    root.put("pValue", test.pValue());
    root.put("statistic", test.statistic());
    root.set("simulated", numbers(test.simulated()));
    root.put("method", run.method().word());
    root.put("seed", run.setup().config().seed());
    root.put("dataHash", ResultFile.dataHash(run.setup().problem()));
    ArrayNode worst = root.putArray("worstDirections");
    for (DirectionFit direction : test.worst()) {
      ObjectNode node = worst.addObject();
      node.put("direction", direction.words());
      Json.put(node, "deviation", direction.deviation());
      node.put("pValue", direction.pValue());
      node.set("weights", numbers(direction.weights()));
    }
    root.set("versions", ResultFile.versions());
    return root;
  }

  private static ArrayNode numbers(double[] values) {
    ArrayNode array = Json.array();
    for (double value : values) {
      array.add(value);
    }
    return array;
  }

  private static String html(FitTest test) {
    StringBuilder html = new StringBuilder("<h2>Goodness of fit</h2>\n");
    html.append(
        "<p>p = %.3g: of %d data sets simulated from the fitted model, and fitted again, that share lies at least as far from its model.</p>\n"
            .formatted(test.pValue(), test.simulated().length));
    html.append("<div class=\"scroll\"><table class=\"numbers\">\n<thead><tr><th>agree least</th>")
        .append("<th>standard deviations</th><th>p of it alone</th></tr></thead>\n<tbody>\n");
    for (DirectionFit direction : test.worst()) {
      html.append(
          "<tr><td>%s</td><td>%.1f</td><td>%.3g</td></tr>\n"
              .formatted(
                  ReportPage.escaped(direction.words()),
                  direction.deviation(),
                  direction.pValue()));
    }
    html.append("</tbody>\n</table></div>\n")
        .append("<p>Quantiles of the data less the simulated data's median; between the grey lines")
        .append(" lie 95 % of the simulated data sets, at each level by itself.</p>\n")
        .append("<div class=\"figures\">\n");
    for (DirectionFit direction : test.worst()) {
      String caption = ReportPage.escaped("Along " + direction.words() + ".");
      html.append("<figure><img alt=\"%s\" src=\"".formatted(caption))
          .append(chart(direction.band()).dataAddress())
          .append("\"><figcaption>%s</figcaption></figure>\n".formatted(caption));
    }
    return html.append("</div>\n").toString();
  }

  private static Chart chart(QuantileBand band) {
    return new Chart(
        "level",
        "quantile less median",
        false,
        false,
        List.of(
            new Curve("lower", Curve.Kind.BAND, band.levels(), less(band.lower(), band)),
            new Curve("upper", Curve.Kind.BAND, band.levels(), less(band.upper(), band)),
            new Curve("data", Curve.Kind.CUT, band.levels(), less(band.data(), band))));
  }

  private static double[] less(double[] values, QuantileBand band) {
    double[] differences = values.clone();
    for (int i = 0; i < differences.length; i++) {
      differences[i] -= band.median()[i];
    }
    return differences;
  }
}
