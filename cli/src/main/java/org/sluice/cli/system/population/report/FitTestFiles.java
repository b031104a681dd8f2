package org.sluice.cli.system.population.report;

import java.util.ArrayList;
import java.util.List;
import org.sluice.cli.file.WholeFile;
import org.sluice.cli.page.Axis;
import org.sluice.cli.page.Block;
import org.sluice.cli.page.Chart;
import org.sluice.cli.page.Curve;
import org.sluice.cli.page.HtmlSection;
import org.sluice.cli.page.Json;
import org.sluice.inversion.population.uncertainty.DirectionFit;
import org.sluice.inversion.population.uncertainty.FitTest;
import org.sluice.inversion.population.uncertainty.QuantileBand;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the files that a test of the fit leaves in the run's folder: {@code test.json} and a
 * section of {@code report.html}.
 */
public final class FitTestFiles {

  private FitTestFiles() {}

  /** Writes both. */
  public static void write(FinishedRun run, FitTest test) {
    WholeFile.writeText(run.folder().resolve(RunFolder.FIT_TEST), Json.pretty(json(run, test)));
    HtmlSection.put(run.folder().resolve(RunFolder.REPORT), "test", section(run, test));
  }

  private static ObjectNode json(FinishedRun run, FitTest test) {
    ObjectNode root = Json.object();
    root.put("pValue", test.pValue());
    root.put("statistic", test.statistic());
    root.set("simulated", numbers(test.simulated()));
    root.put("method", run.method().word());
    root.put("seed", run.setup().config().seed());
    root.put("dataHash", ResultFile.dataHash(run.setup().problem()));
    root.put("resultHash", run.resultHash());
    ArrayNode worst = root.putArray("worstDirections");
    for (DirectionFit direction : test.worst()) {
      ObjectNode node = worst.addObject();
      node.put("direction", direction.words());
      Json.put(node, "deviation", direction.deviation());
      node.put("pValue", direction.pValue());
      node.set("weights", numbers(direction.weights()));
    }
    ArrayNode warnings = root.putArray("warnings");
    run.verdict().caution().ifPresent(warnings::add);
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

  private static List<Block> section(FinishedRun run, FitTest test) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("agree least", "standard deviations", "p of it alone"));
    List<Chart> charts = new ArrayList<>();
    for (DirectionFit direction : test.worst()) {
      rows.add(
          List.of(
              direction.words(),
              "%.1f".formatted(direction.deviation()),
              "%.3g".formatted(direction.pValue())));
      charts.add(chart(charts.size() + 1, direction));
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Heading("Goodness of fit"));
    run.verdict().caution().ifPresent(sentence -> blocks.add(new Block.Warning(sentence)));
    blocks.add(
        new Block.Paragraph(
            "p = %.3g: of %d data sets simulated from the fitted model, and fitted again, that share lies at least as far from its model."
                .formatted(test.pValue(), test.simulated().length)));
    blocks.add(new Block.Table(rows));
    blocks.add(
        new Block.Paragraph(
            "Quantiles of the data less the simulated data's median; between the grey lines"
                + " lie 95 % of the simulated data sets, at each level by itself."));
    blocks.add(new Block.Figures(charts));
    return blocks;
  }

  private static Chart chart(int number, DirectionFit direction) {
    QuantileBand band = direction.band();
    return new Chart(
        "fit-" + number,
        "Along " + direction.words() + ".",
        Axis.linear("level"),
        Axis.linear("quantile less median"),
        List.of(
            edge(band.lower(), band),
            edge(band.upper(), band),
            new Curve("data", 0, Curve.Style.LINE, band.levels(), less(band.data(), band))));
  }

  private static Curve edge(double[] values, QuantileBand band) {
    return new Curve(
        "95 % of simulated data",
        Curve.NEUTRAL, Curve.Style.REFERENCE, band.levels(), less(values, band));
  }

  private static double[] less(double[] values, QuantileBand band) {
    double[] differences = values.clone();
    for (int i = 0; i < differences.length; i++) {
      differences[i] -= band.median()[i];
    }
    return differences;
  }
}
