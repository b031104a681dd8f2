package org.sluice.cli.system.population.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.sluice.cli.file.WholeFile;
import org.sluice.cli.page.Block;
import org.sluice.cli.page.Chart;
import org.sluice.cli.page.HtmlPage;
import org.sluice.cli.page.Json;
import org.sluice.inversion.population.Result;
import org.sluice.inversion.population.newton.Verdict;
import org.sluice.inversion.population.problem.Parameter;

/** {@code report.html}: one file that needs no network. */
public final class ReportPage {

  private static final int MOST_INDIVIDUALS = 10;
  private static final int MOST_CHANGES = 8;

  private final Outcome outcome;
  private final Figures figures;
  private final List<Block> blocks = new ArrayList<>();

  private ReportPage(Outcome outcome) {
    this.outcome = outcome;
    this.figures = new Figures(outcome);
  }

  /** Writes the file. */
  public static void write(Path file, Outcome outcome) {
    WholeFile.writeText(file, new ReportPage(outcome).page());
  }

  private String page() {
    String name = outcome.setup().config().name();
    if (outcome.setup().config().description() != null) {
      blocks.add(new Block.Lead(outcome.setup().config().description()));
    }
    section("Result");
    results();
    warnings();
    individuals();
    surrogate();
    section("Loss");
    blocks.add(new Block.Figures(List.of(figures.loss())));
    section("Recovered numbers, step by step");
    blocks.add(new Block.Figures(figures.parameters()));
    List<Chart> laws = figures.laws();
    if (!laws.isEmpty()) {
      section("The population");
      blocks.add(new Block.Figures(laws));
    }
    section("Data against model");
    paragraph(
        "Quantiles of the observations and of as many samples of the recovered model, projected on"
            + " unit directions. On the grey line the two agree.");
    blocks.add(new Block.Figures(figures.quantiles()));
    provenance();
    return HtmlPage.of(name == null ? outcome.setup().label() : name, blocks);
  }

  private void results() {
    boolean truthKnown = outcome.setup().truth() != null;
    List<List<String>> rows = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of(""));
    for (Result result : outcome.results()) {
      header.add(result.method().word());
      if (result.arrival() != null) {
        header.add("±");
      }
      if (truthKnown) {
        header.add("off by");
      }
    }
    if (truthKnown) {
      header.add("truth");
    }
    rows.add(header);
    addRows(
        "",
        outcome.results().stream().map(Result::parameters).toList(),
        0,
        outcome.truePopulation(),
        rows);
    addRows(
        "noise ",
        outcome.results().stream().map(Result::noise).toList(),
        outcome.results().getFirst().parameters().size(),
        outcome.trueNoise(),
        rows);
    addRows(
        "population ",
        outcome.results().stream()
            .map(result -> Population.estimated(outcome.setup(), result))
            .toList(),
        -1,
        Population.truth(outcome.setup()),
        rows);
    blocks.add(new Block.Table(rows));
    for (int i = 0; i < outcome.results().size(); i++) {
      Result result = outcome.results().get(i);
      paragraph(
          "%s: loss %.4g ± %.2g; %d steps in %.1f s with %d samples and %d slices each; stopped by %s. Identifiability: %s."
              .formatted(
                  result.method().word(),
                  result.loss().squared(),
                  result.loss().standardError(),
                  result.run().steps(),
                  result.run().seconds(),
                  result.run().samples(),
                  result.run().slices(),
                  Words.of(result.run().stopped()),
                  outcome.identified().get(i).sentence()));
      String verdict = Words.verdict(result.arrival());
      paragraph(Character.toUpperCase(verdict.charAt(0)) + verdict.substring(1) + ".");
    }
    if (outcome.results().stream().anyMatch(result -> result.arrival() != null)) {
      paragraph(
          "± is a standard error to first order, from the influence of each individual; 'sluice"
              + " bootstrap' gives intervals.");
    }
    if (outcome.results().size() > 1) {
      paragraph(
          "The losses of the two gradients cannot be compared: the standard gradient lowers its loss"
              + " by inflating the noise, which is the metric's weight.");
    }
  }

  /**
   * Adds a row for each number.
   *
   * @param estimates the numbers that each of the results found
   * @param first the index of their first standard error, or -1 if they have none
   * @param truth as many numbers, or null
   */
  private void addRows(
      String prefix,
      List<List<Parameter>> estimates,
      int first,
      double[] truth,
      List<List<String>> rows) {
    for (int i = 0; i < estimates.getFirst().size(); i++) {
      List<String> row = new ArrayList<>();
      row.add(prefix + estimates.getFirst().get(i).name());
      for (int r = 0; r < estimates.size(); r++) {
        double value = estimates.get(r).get(i).value();
        double[] errors = outcome.standardErrors(r);
        double error = errors == null || first < 0 ? Double.NaN : errors[first + i];
        row.add(Words.number(value, error, 5));
        if (errors != null) {
          row.add(first < 0 ? "" : "%.2g".formatted(error));
        }
        if (truth != null) {
          row.add(error(value, truth[i]));
        }
      }
      if (truth != null) {
        row.add(Words.number(truth[i], Double.NaN, 5));
      }
      rows.add(row);
    }
  }

  private static String error(double value, double truth) {
    return truth == 0
        ? "%+.2g".formatted(value)
        : "%+.1f %%".formatted(100 * (value - truth) / Math.abs(truth));
  }

  private void warnings() {
    for (Result result : outcome.results()) {
      for (String warning : result.warnings()) {
        blocks.add(new Block.Warning(result.method().word() + ": " + warning));
      }
    }
  }

  /** The individuals with the most influence. */
  private void individuals() {
    for (Result result : outcome.results()) {
      if (result.arrival() == null || result.arrival().verdict() == Verdict.UNDETERMINED) {
        continue;
      }
      List<List<String>> rows = new ArrayList<>();
      List<String> header = new ArrayList<>(List.of("individual", "in standard errors"));
      header.addAll(TraceFile.names(outcome));
      rows.add(header.subList(0, Math.min(header.size(), 2 + MOST_CHANGES)));
      for (Influences.Individual each :
          Influences.largest(outcome.setup().problem(), result.arrival(), MOST_INDIVIDUALS)) {
        List<String> row = new ArrayList<>();
        boolean grouped = outcome.setup().problem().groups().size() > 1;
        row.add((grouped ? each.group() + " " : "") + "row " + each.row());
        row.add("%.2g".formatted(each.size()));
        for (int j = 0; j < Math.min(each.changes().length, MOST_CHANGES); j++) {
          row.add("%+.2g".formatted(each.changes()[j]));
        }
        rows.add(row);
      }
      section("Individuals with the most influence, " + result.method().word());
      paragraph(
          "The change of the numbers, to first order, if an individual is left out. All are in"
              + " individuals.csv.");
      blocks.add(new Block.Table(rows));
    }
  }

  private void surrogate() {
    List<String> sentences = SurrogateSummary.sentences(outcome);
    if (!sentences.isEmpty()) {
      section("The surrogate");
      sentences.forEach(this::paragraph);
    }
  }

  private void provenance() {
    section("Provenance");
    paragraph(
        "Data: %s observations, %s. Seed %d, %s backend, %s, %d threads."
            .formatted(
                outcome.setup().problem().groups().stream()
                    .map(group -> group.data().shape())
                    .collect(Collectors.joining(", ")),
                ResultFile.dataHash(outcome.setup().problem()),
                outcome.setup().config().seed(),
                outcome.backend(),
                outcome.setup().config().run().precision(),
                outcome.setup().config().run().threads()));
    blocks.add(
        new Block.Verbatim(
            Json.pretty(ResultFile.versions()).strip()
                + "\n"
                + Json.pretty(outcome.setup().tree()).strip()));
  }

  private void section(String title) {
    blocks.add(new Block.Heading(title));
  }

  private void paragraph(String text) {
    blocks.add(new Block.Paragraph(text));
  }
}
