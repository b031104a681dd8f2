package org.sluice.cli.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sluice.inversion.study.ErrorSummary;
import org.sluice.inversion.study.LogLogSlope;
import org.sluice.inversion.study.SignTest;

/**
 * Writes {@code summary.csv}, {@code comparisons.csv}, {@code slopes.csv} and, if cells have
 * verdicts, {@code arrivals.csv}, which depend on {@code cells.csv} alone, and {@code costs.csv},
 * which holds times.
 */
final class SummaryTables {

  private final StudyOutcome outcome;
  private final StudyPlan plan;
  private final List<Combination> combinations;
  private final Errors errors;
  private final List<Panel> panels;

  SummaryTables(StudyOutcome outcome) {
    this.outcome = outcome;
    plan = outcome.plan();
    combinations = outcome.grid().combinations();
    errors = outcome.errors();
    panels = Panel.of(plan);
  }

  void write(Path folder) {
    CellsFile.write(folder.resolve("summary.csv"), summary());
    CellsFile.write(folder.resolve("comparisons.csv"), comparisons());
    CellsFile.write(folder.resolve("slopes.csv"), slopes());
    CellsFile.write(folder.resolve("costs.csv"), costs());
    if (outcome.arrivals() != null) {
      CellsFile.write(folder.resolve("arrivals.csv"), arrivals());
    }
  }

  private List<List<String>> summary() {
    List<String> header = new ArrayList<>(axes());
    header.addAll(
        List.of(
            "parameter",
            "truth",
            "count",
            "failed",
            "lowerQuartile",
            "median",
            "upperQuartile",
            "bias",
            "rmse",
            "relativeRmse",
            "relativeDistanceFromLast",
            "cramerRao",
            "predictedRelativeBias"));
    List<List<String>> rows = new ArrayList<>();
    rows.add(header);
    int[] lasts = lasts();
    for (int i = 0; i < combinations.size(); i++) {
      for (int p = 0; p < errors.names().size(); p++) {
        ErrorSummary summary = errors.summary(i, p);
        List<String> row = new ArrayList<>(combinations.get(i).values());
        row.add(errors.names().get(p));
        row.add(number(errors.truth(i, p)));
        row.add(Integer.toString(summary.count()));
        row.add(Integer.toString(errors.failures(i)));
        row.add(number(summary.lowerQuartile()));
        row.add(number(summary.median()));
        row.add(number(summary.upperQuartile()));
        row.add(number(summary.bias()));
        row.add(number(summary.rootMeanSquareError()));
        row.add(number(errors.relativeError(i, p)));
        row.add(plan.converges() ? number(errors.relativeDistance(i, lasts[i], p)) : "");
        row.add(outcome.hasTheory(p) ? number(outcome.theory().bound()[i]) : "");
        row.add(outcome.hasTheory(p) ? number(outcome.theory().bias()[i]) : "");
        rows.add(row);
      }
    }
    return rows;
  }

  /** Returns, for each combination, the one with the last abscissa and the same other values. */
  private int[] lasts() {
    int[] lasts = new int[combinations.size()];
    for (Panel panel : panels) {
      for (int[] line : panel.combinations()) {
        for (int combination : line) {
          lasts[combination] = line[line.length - 1];
        }
      }
    }
    return lasts;
  }

  private List<List<String>> comparisons() {
    List<List<String>> rows = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of("first", "second"));
    header.addAll(axes());
    header.addAll(List.of("parameter", "wins", "losses", "ties", "pValue", "rmseRatio"));
    if (plan.compared() >= 0) {
      header.remove(2 + plan.compared());
    }
    rows.add(header);
    for (Panel panel : panels) {
      int[][] table = panel.combinations();
      for (int a = 0; a < table.length; a++) {
        for (int b = a + 1; b < table.length; b++) {
          for (int k = 0; k < table[a].length; k++) {
            addComparisons(table[a][k], table[b][k], rows);
          }
        }
      }
    }
    return rows;
  }

  private void addComparisons(int first, int second, List<List<String>> rows) {
    for (int p = 0; p < errors.names().size(); p++) {
      SignTest test = errors.test(first, second, p);
      List<String> row = new ArrayList<>(combinations.get(first).values());
      row.addFirst(combinations.get(second).values().get(plan.compared()));
      row.addFirst(row.remove(1 + plan.compared()));
      row.add(errors.names().get(p));
      row.add(Integer.toString(test.wins()));
      row.add(Integer.toString(test.losses()));
      row.add(Integer.toString(test.ties()));
      row.add(number(test.pValue()));
      row.add(number(errors.relativeError(first, p) / errors.relativeError(second, p)));
      rows.add(row);
    }
  }

  private List<List<String>> slopes() {
    double[] abscissa = plan.abscissa().numbers();
    List<List<String>> rows = new ArrayList<>();
    List<String> header = new ArrayList<>(axes());
    header.remove(plan.abscissaIndex());
    header.addAll(List.of("parameter", "points", "slope", "lower95", "upper95"));
    rows.add(header);
    for (Panel panel : panels) {
      for (int[] line : panel.combinations()) {
        for (int p = 0; p < errors.names().size(); p++) {
          LogLogSlope slope = errors.slope(abscissa, line, p);
          List<String> row = new ArrayList<>(combinations.get(line[0]).values());
          row.remove(plan.abscissaIndex());
          row.add(errors.names().get(p));
          row.add(Integer.toString(slope.points()));
          row.add(number(slope.slope()));
          row.add(number(slope.lower()));
          row.add(number(slope.upper()));
          rows.add(row);
        }
      }
    }
    return rows;
  }

  private List<List<String>> costs() {
    List<List<String>> rows = new ArrayList<>();
    List<String> header = new ArrayList<>(axes());
    header.addAll(List.of("secondsPerStep", "bytes"));
    rows.add(header);
    for (int i = 0; i < combinations.size(); i++) {
      List<String> row = new ArrayList<>(combinations.get(i).values());
      row.add(number(errors.secondsPerStep(i)));
      row.add(Long.toString(combinations.get(i).cost().bytes()));
      rows.add(row);
    }
    return rows;
  }

  private List<List<String>> arrivals() {
    Arrivals arrivals = outcome.arrivals();
    List<List<String>> rows = new ArrayList<>();
    List<String> header = new ArrayList<>(axes());
    header.addAll(arrivals.words());
    header.addAll(List.of("failed", "medianForwardSolves"));
    rows.add(header);
    for (int i = 0; i < combinations.size(); i++) {
      List<String> row = new ArrayList<>(combinations.get(i).values());
      for (String word : arrivals.words()) {
        row.add(Integer.toString(arrivals.count(i, word)));
      }
      row.add(Integer.toString(errors.failures(i)));
      row.add(number(arrivals.medianSolves(i)));
      rows.add(row);
    }
    return rows;
  }

  private List<String> axes() {
    return plan.axes().stream().map(GridAxis::key).toList();
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : Double.toString(value);
  }
}
