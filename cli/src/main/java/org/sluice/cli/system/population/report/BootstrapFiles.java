package org.sluice.cli.system.population.report;

import java.util.ArrayList;
import java.util.List;
import org.sluice.cli.file.WholeFile;
import org.sluice.cli.page.Block;
import org.sluice.cli.page.HtmlSection;
import org.sluice.cli.page.Json;
import org.sluice.inversion.population.newton.Curvature;
import org.sluice.inversion.population.uncertainty.Bootstrap;
import org.sluice.inversion.population.uncertainty.Coverage;
import org.sluice.inversion.population.uncertainty.Interval;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the files that a bootstrap leaves in the run's folder: {@code bootstrap.json} with the
 * intervals, {@code bootstrap.csv} with the replicates, and a section of {@code report.html}.
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
        run.folder().resolve(RunFolder.BOOTSTRAP),
        Json.pretty(json(run, bootstrap, coverage, curvature)));
    WholeFile.writeText(run.folder().resolve(RunFolder.REPLICATES), csv(bootstrap));
    HtmlSection.put(
        run.folder().resolve(RunFolder.REPORT),
        "bootstrap",
        section(run, bootstrap, coverage, curvature));
  }

  private static ObjectNode json(
      FinishedRun run, Bootstrap bootstrap, Coverage coverage, Curvature curvature) {
    ObjectNode root = Json.object();
    root.put("level", bootstrap.level());
    root.put("replicates", bootstrap.replicates().length);
    root.put("stillMoving", bootstrap.moving());
    root.put("method", run.method().word());
    root.put("seed", run.setup().config().seed());
    root.put("dataHash", ResultFile.dataHash(run.setup().problem()));
    root.put("resultHash", run.resultHash());
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
      Json.put(node, "firstOrderStandardError", interval.firstOrder());
      Json.put(node, "drift", interval.drift());
      Json.put(node, "driftError", interval.driftError());
      put(node, "percentile", interval.percentile());
      put(node, "basic", interval.basic());
      if (coverage.dataSets() > 0) {
        ObjectNode shares = node.putObject("coverage");
        shares.put("percentile", coverage.percentile()[i]);
        shares.put("basic", coverage.basic()[i]);
        Json.put(shares, "firstOrder", coverage.firstOrder()[i]);
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
    ArrayNode warnings = root.putArray("warnings");
    run.verdict().caution().ifPresent(warnings::add);
    bootstrap.warnings(run.setup().problem()).forEach(warnings::add);
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

  private static List<Block> section(
      FinishedRun run, Bootstrap bootstrap, Coverage coverage, Curvature curvature) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Heading("Intervals"));
    run.verdict().caution().ifPresent(sentence -> blocks.add(new Block.Warning(sentence)));
    blocks.add(
        new Block.Paragraph(
            "Intervals of level %s from %d bootstrap replicates over individuals."
                .formatted(bootstrap.level(), bootstrap.replicates().length)));
    blocks.add(
        new Block.Paragraph(
            "The drift is that of %d fits to the run's own data from its result, in standard errors, beside its own error; it is near 0 if the run had arrived. Of the replicates, %d still moved at their end."
                .formatted(bootstrap.controls(), bootstrap.moving())));
    if (coverage.dataSets() > 0) {
      blocks.add(
          new Block.Paragraph(
              "In brackets: how often such intervals hold the truth, measured on %d data sets simulated from the fitted model."
                  .formatted(coverage.dataSets())));
    }
    blocks.add(new Block.Table(rows(bootstrap, coverage)));
    bootstrap
        .warnings(run.setup().problem())
        .forEach(warning -> blocks.add(new Block.Warning(warning)));
    Curvature.omission(run.optimum().length)
        .ifPresent(sentence -> blocks.add(new Block.Paragraph(sentence + ".")));
    if (curvature != null) {
      blocks.add(new Block.Paragraph("The data determine least: " + curvature.flattest() + "."));
      curvature.warnings().forEach(warning -> blocks.add(new Block.Warning(warning)));
    }
    return blocks;
  }

  private static List<List<String>> rows(Bootstrap bootstrap, Coverage coverage) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "",
            "estimate",
            "percentile",
            "basic",
            "standard error",
            "of it, Monte Carlo",
            "first order",
            "drift"));
    for (int i = 0; i < bootstrap.intervals().size(); i++) {
      Interval interval = bootstrap.intervals().get(i);
      rows.add(
          List.of(
              interval.name(),
              Words.number(interval.estimate(), interval.standardError(), 5),
              Words.of(interval.percentile(), coverage.percentile()[i]),
              Words.of(interval.basic(), coverage.basic()[i]),
              "%.2g".formatted(interval.standardError()),
              "%.2g".formatted(interval.monteCarloError()),
              Double.isNaN(interval.firstOrder()) ? "–" : "%.2g".formatted(interval.firstOrder()),
              "%.2f ± %.2f"
                  .formatted(
                      interval.drift() / interval.standardError(),
                      interval.driftError() / interval.standardError())));
    }
    return rows;
  }
}
