package org.sluice.cli.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.sluice.cli.page.Axis;
import org.sluice.cli.page.Chart;
import org.sluice.cli.page.Curve;

/** The figures of a study: errors, biases and costs against its abscissa. */
final class StudyFigures {

  private final StudyOutcome outcome;
  private final StudyPlan plan;
  private final double[] abscissa;
  private final List<Panel> panels;

  StudyFigures(StudyOutcome outcome) {
    this.outcome = outcome;
    plan = outcome.plan();
    abscissa = plan.abscissa().numbers();
    panels = Panel.of(plan);
  }

  /** Draws the root mean square error of one parameter, one chart for each panel. */
  List<Chart> errors(int parameter) {
    Errors errors = outcome.errors();
    String name = errors.names().get(parameter);
    List<Chart> charts = new ArrayList<>();
    for (int g = 0; g < panels.size(); g++) {
      List<Curve> lines = lines(panels.get(g), i -> errors.relativeError(i, parameter));
      boolean theory = outcome.hasTheory(parameter);
      if (theory) {
        lines.add(
            new Curve(
                "Cramér–Rao bound",
                Curve.NEUTRAL,
                Curve.Style.REFERENCE,
                abscissa,
                outcome.bounds(panels.get(g))));
      }
      charts.add(
          new Chart(
              "error-%s-%d".formatted(name.replaceAll("\\W+", "-"), g + 1),
              "Root mean square error of %s%s%s."
                  .formatted(
                      name,
                      suffix(panels.get(g)),
                      theory && Double.isNaN(outcome.bounds(panels.get(g))[0])
                          ? "; there is no theory of its bound"
                          : ""),
              byKey(),
              Axis.logarithmic("relative error"),
              lines));
    }
    return charts;
  }

  /** Draws the distance from the estimates at the last abscissa, one chart for each panel. */
  List<Chart> distances(int parameter) {
    Errors errors = outcome.errors();
    List<Chart> charts = new ArrayList<>();
    for (int g = 0; g < panels.size(); g++) {
      Panel panel = panels.get(g);
      List<Curve> lines = new ArrayList<>();
      for (int row = 0; row < panel.combinations().length; row++) {
        int[] line = panel.combinations()[row];
        int last = line[line.length - 1];
        double[] distances = values(line, i -> errors.relativeDistance(i, last, parameter));
        lines.add(new Curve(lineName(row), row, Curve.Style.DOTS, abscissa, distances));
      }
      charts.add(
          new Chart(
              "distance-%d".formatted(g + 1),
              "Distance from the estimates at the last %s%s."
                  .formatted(plan.abscissa().key(), suffix(panel)),
              byKey(),
              Axis.logarithmic("relative distance"),
              lines));
    }
    return charts;
  }

  /** Draws the bias and the bias that theory predicts, one chart for each panel. */
  List<Chart> biases() {
    Errors errors = outcome.errors();
    int parameter = errors.names().indexOf(outcome.theory().quantity());
    List<Chart> charts = new ArrayList<>();
    for (int g = 0; g < panels.size(); g++) {
      Panel panel = panels.get(g);
      List<Curve> lines =
          lines(panel, i -> errors.summary(i, parameter).bias() / errors.scale(i, parameter));
      for (int row = 0; row < panel.combinations().length; row++) {
        lines.add(
            new Curve(
                lineName(row) + ", theory",
                row,
                Curve.Style.REFERENCE,
                abscissa,
                values(panel.combinations()[row], i -> outcome.theory().bias()[i])));
      }
      charts.add(
          new Chart(
              "bias-%d".formatted(g + 1),
              "Bias of %s%s; %s."
                  .formatted(outcome.theory().words(), suffix(panel), extentOfTheory(panel)),
              byKey(),
              Axis.linear("relative bias"),
              lines));
    }
    return charts;
  }

  /** Says for which lines of a panel theory predicts the bias. */
  private String extentOfTheory(Panel panel) {
    List<String> without = new ArrayList<>();
    for (int row = 0; row < panel.combinations().length; row++) {
      double[] biases = values(panel.combinations()[row], i -> outcome.theory().bias()[i]);
      long unknown = Arrays.stream(biases).filter(Double::isNaN).count();
      if (unknown == biases.length) {
        without.add(lineName(row));
      } else if (unknown > 0) {
        without.add("parts of " + lineName(row));
      }
    }
    return without.isEmpty()
        ? "thin: as theory predicts it"
        : "thin: as theory predicts it; there is no theory for " + String.join(", ", without);
  }

  /** Draws the time of a step and the memory, two charts for each panel. */
  List<Chart> costs() {
    List<Chart> charts = new ArrayList<>();
    for (int g = 0; g < panels.size(); g++) {
      charts.add(
          new Chart(
              "time-%d".formatted(g + 1),
              "Time of a step on one thread%s.".formatted(suffix(panels.get(g))),
              byKey(),
              Axis.logarithmic("time of a step in ms"),
              lines(panels.get(g), i -> 1e3 * outcome.errors().secondsPerStep(i))));
      charts.add(
          new Chart(
              "memory-%d".formatted(g + 1),
              "Memory of a cell%s.".formatted(suffix(panels.get(g))),
              byKey(),
              Axis.logarithmic("memory in MB"),
              lines(
                  panels.get(g), i -> 1e-6 * outcome.grid().combinations().get(i).cost().bytes())));
    }
    return charts;
  }

  /** Draws the forward solves of the cells that arrived, one chart for each panel. */
  List<Chart> arrivals() {
    List<Chart> charts = new ArrayList<>();
    for (int g = 0; g < panels.size(); g++) {
      charts.add(
          new Chart(
              "arrival-%d".formatted(g + 1),
              "Forward solves until a cell has arrived, median%s.".formatted(suffix(panels.get(g))),
              byKey(),
              Axis.logarithmic("forward solves"),
              lines(panels.get(g), outcome.arrivals()::medianSolves)));
    }
    return charts;
  }

  private Axis byKey() {
    return Axis.logarithmic(plan.abscissa().key());
  }

  private List<Curve> lines(Panel panel, IntToDoubleFunction value) {
    List<Curve> lines = new ArrayList<>();
    for (int row = 0; row < panel.combinations().length; row++) {
      lines.add(
          new Curve(
              lineName(row),
              row,
              Curve.Style.DOTS,
              abscissa,
              values(panel.combinations()[row], value)));
    }
    return lines;
  }

  private String lineName(int row) {
    return plan.compared() < 0 ? "estimate" : plan.axes().get(plan.compared()).values().get(row);
  }

  private static double[] values(int[] combinations, IntToDoubleFunction value) {
    return Arrays.stream(combinations).mapToDouble(value).toArray();
  }

  private static String suffix(Panel panel) {
    return panel.others().isEmpty() ? "" : ", " + panel.label();
  }
}
