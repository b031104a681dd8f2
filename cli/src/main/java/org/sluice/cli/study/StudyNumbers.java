package org.sluice.cli.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import org.sluice.inversion.study.ErrorSummary;
import org.sluice.inversion.study.LogLogSlope;
import org.sluice.inversion.study.SignTest;

/** The tables of a study's pages. */
final class StudyNumbers {

  private final StudyOutcome outcome;
  private final StudyPlan plan;
  private final Errors errors;
  private final List<Panel> panels;

  StudyNumbers(StudyOutcome outcome) {
    this.outcome = outcome;
    plan = outcome.plan();
    errors = outcome.errors();
    panels = Panel.of(plan);
  }

  /** Root mean square errors of a parameter in per cent, one column for each compared value. */
  List<List<String>> errors(int parameter) {
    boolean bound = outcome.hasTheory(parameter);
    List<String> header = header();
    header.addAll(compared());
    if (bound) {
      header.add("bound");
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(header);
    for (Panel panel : panels) {
      for (int k = 0; k < plan.abscissa().values().size(); k++) {
        List<String> row = place(panel, k);
        for (int[] line : panel.combinations()) {
          row.add(percent(errors.relativeError(line[k], parameter)));
        }
        if (bound) {
          row.add(percent(outcome.bounds(panel)[k]));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  /**
   * A parameter's truth, and the median and quartiles of its estimates, one column for each
   * compared value.
   */
  List<List<String>> quartiles(int parameter) {
    List<String> header = header();
    header.add("truth");
    header.addAll(compared());
    List<List<String>> rows = new ArrayList<>();
    rows.add(header);
    for (Panel panel : panels) {
      for (int k = 0; k < plan.abscissa().values().size(); k++) {
        List<String> row = place(panel, k);
        row.add(digits(errors.truth(panel.combinations()[0][k], parameter)));
        for (int[] line : panel.combinations()) {
          ErrorSummary summary = errors.summary(line[k], parameter);
          row.add(
              "%s (%s … %s)"
                  .formatted(
                      digits(summary.median()),
                      digits(summary.lowerQuartile()),
                      digits(summary.upperQuartile())));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  /** Distances of a parameter's estimates from those at the last abscissa, in per cent. */
  List<List<String>> distances(int parameter) {
    List<String> header = header();
    header.addAll(compared());
    List<List<String>> rows = new ArrayList<>();
    rows.add(header);
    for (Panel panel : panels) {
      int last = plan.abscissa().values().size() - 1;
      for (int k = 0; k < last; k++) {
        List<String> row = place(panel, k);
        for (int[] line : panel.combinations()) {
          row.add(percent(errors.relativeDistance(line[k], line[last], parameter)));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  /**
   * Sign tests of a parameter's errors: wins, losses and p-value of each pair of compared values.
   */
  List<List<String>> comparisons(int parameter) {
    List<String> header = header();
    List<String> names = compared();
    for (int a = 0; a < names.size(); a++) {
      for (int b = a + 1; b < names.size(); b++) {
        header.add("%s : %s".formatted(names.get(a), names.get(b)));
        header.add("p");
      }
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(header);
    for (Panel panel : panels) {
      for (int k = 0; k < plan.abscissa().values().size(); k++) {
        List<String> row = place(panel, k);
        for (int a = 0; a < names.size(); a++) {
          for (int b = a + 1; b < names.size(); b++) {
            SignTest test =
                errors.test(panel.combinations()[a][k], panel.combinations()[b][k], parameter);
            row.add("%d : %d".formatted(test.wins(), test.losses()));
            row.add(digits(test.pValue()));
          }
        }
        rows.add(row);
      }
    }
    return rows;
  }

  /** Exponents of power laws of all errors, the time of a step and the memory in the abscissa. */
  List<List<String>> slopes() {
    double[] abscissa = plan.abscissa().numbers();
    List<List<String>> rows = new ArrayList<>();
    List<String> header = new ArrayList<>(others());
    if (plan.compared() >= 0) {
      header.add(plan.axes().get(plan.compared()).key());
    }
    header.addAll(errors.names());
    header.addAll(List.of("time", "memory"));
    rows.add(header);
    for (Panel panel : panels) {
      for (int line = 0; line < panel.combinations().length; line++) {
        List<String> row = new ArrayList<>(panel.others().values());
        if (plan.compared() >= 0) {
          row.add(compared().get(line));
        }
        for (int p = 0; p < errors.names().size(); p++) {
          row.add(words(errors.slope(abscissa, panel.combinations()[line], p)));
        }
        int[] combinations = panel.combinations()[line];
        row.add(words(slope(abscissa, combinations, errors::secondsPerStep)));
        row.add(words(slope(abscissa, combinations, this::bytes)));
        rows.add(row);
      }
    }
    return rows;
  }

  /** Milliseconds of a step, and megabytes. */
  List<List<String>> costs() {
    List<String> header = header();
    compared().forEach(name -> header.addAll(List.of(name + ", ms", "MB")));
    List<List<String>> rows = new ArrayList<>();
    rows.add(header);
    for (Panel panel : panels) {
      for (int k = 0; k < plan.abscissa().values().size(); k++) {
        List<String> row = place(panel, k);
        for (int[] line : panel.combinations()) {
          row.add(digits(1e3 * errors.secondsPerStep(line[k])));
          row.add(digits(1e-6 * bytes(line[k])));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  /**
   * Cells that arrived and the verdicts of the others, and of those that arrived the median forward
   * solves and seconds; three columns for each compared value.
   */
  List<List<String>> arrivals() {
    Arrivals arrivals = outcome.arrivals();
    List<String> header = header();
    compared().forEach(name -> header.addAll(List.of(name + ", arrived", "1000 solves", "s")));
    List<List<String>> rows = new ArrayList<>();
    rows.add(header);
    for (Panel panel : panels) {
      for (int k = 0; k < plan.abscissa().values().size(); k++) {
        List<String> row = place(panel, k);
        for (int[] line : panel.combinations()) {
          row.add(arrivals.sentence(line[k]));
          row.add(digits(1e-3 * arrivals.medianSolves(line[k])));
          row.add(digits(arrivals.medianSeconds(line[k])));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  private double bytes(int combination) {
    return outcome.grid().combinations().get(combination).cost().bytes();
  }

  private static LogLogSlope slope(double[] abscissa, int[] line, IntToDoubleFunction value) {
    return LogLogSlope.of(abscissa, Arrays.stream(line).mapToDouble(value).toArray());
  }

  private static String words(LogLogSlope slope) {
    return Double.isNaN(slope.lower())
        ? "%.2f".formatted(slope.slope())
        : "%.2f (%.2f … %.2f)".formatted(slope.slope(), slope.lower(), slope.upper());
  }

  private List<String> header() {
    List<String> header = new ArrayList<>(others());
    header.add(plan.abscissa().key());
    return header;
  }

  private List<String> others() {
    return List.copyOf(panels.getFirst().others().keySet());
  }

  private List<String> place(Panel panel, int k) {
    List<String> row = new ArrayList<>(panel.others().values());
    row.add(plan.abscissa().values().get(k));
    return row;
  }

  private List<String> compared() {
    return plan.compared() < 0 ? List.of("estimate") : plan.axes().get(plan.compared()).values();
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "–" : digits(100 * share) + " %";
  }

  private static String digits(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.3g", value);
  }
}
