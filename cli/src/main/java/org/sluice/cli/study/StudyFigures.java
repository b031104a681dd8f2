package org.sluice.cli.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.sluice.cli.page.LineChart;

/** The figures of a study: errors, biases and costs against its abscissa. */
final class StudyFigures {

  private final StudyOutcome outcome;
  private final StudyPlan plan;
  private final double[] abscissa;
  private final List<Group> groups;

  StudyFigures(StudyOutcome outcome) {
    this.outcome = outcome;
    plan = outcome.plan();
    abscissa = plan.abscissa().numbers();
    groups = Group.of(plan);
  }

  /** The root mean square error of one parameter, a chart for each group. */
  List<LineChart> errors(int parameter) {
    Errors errors = outcome.errors();
    String name = errors.names().get(parameter);
    List<LineChart> charts = new ArrayList<>();
    for (int g = 0; g < groups.size(); g++) {
      List<LineChart.Line> lines = lines(groups.get(g), i -> errors.relativeError(i, parameter));
      if (isNoise(parameter)) {
        lines.add(
            new LineChart.Line(
                "Cramér–Rao bound",
                LineChart.NEUTRAL,
                false,
                abscissa,
                values(
                    groups.get(g).combinations()[0], i -> outcome.combinations().get(i).bound())));
      }
      charts.add(
          new LineChart(
              "error-%s-%d".formatted(name.replaceAll("\\W+", "-"), g + 1),
              "Root mean square error of %s%s.".formatted(name, suffix(groups.get(g))),
              plan.abscissa().key(),
              "relative error",
              true,
              lines));
    }
    return charts;
  }

  /** The distance from the estimates at the last abscissa, a chart for each group. */
  List<LineChart> distances(int parameter) {
    Errors errors = outcome.errors();
    List<LineChart> charts = new ArrayList<>();
    for (int g = 0; g < groups.size(); g++) {
      Group group = groups.get(g);
      List<LineChart.Line> lines = new ArrayList<>();
      for (int row = 0; row < group.combinations().length; row++) {
        int[] line = group.combinations()[row];
        int last = line[line.length - 1];
        double[] distances = values(line, i -> errors.relativeDistance(i, last, parameter));
        lines.add(new LineChart.Line(lineName(row), row, true, abscissa, distances));
      }
      charts.add(
          new LineChart(
              "distance-%d".formatted(g + 1),
              "Distance from the estimates at the last %s%s."
                  .formatted(plan.abscissa().key(), suffix(group)),
              plan.abscissa().key(),
              "relative distance",
              true,
              lines));
    }
    return charts;
  }

  /** The noise's mean error beside the predicted one, a chart for each group. */
  List<LineChart> biases() {
    Errors errors = outcome.errors();
    int noise = noise();
    List<LineChart> charts = new ArrayList<>();
    for (int g = 0; g < groups.size(); g++) {
      Group group = groups.get(g);
      List<LineChart.Line> lines =
          lines(group, i -> errors.summary(i, noise).bias() / errors.scale(i, noise));
      for (int row = 0; row < group.combinations().length; row++) {
        lines.add(
            new LineChart.Line(
                lineName(row) + ", theory",
                row,
                false,
                abscissa,
                values(
                    group.combinations()[row],
                    i -> outcome.combinations().get(i).predictedBias())));
      }
      charts.add(
          new LineChart(
              "bias-%d".formatted(g + 1),
              "Bias of the noise's standard deviation%s; thin: as theory predicts it."
                  .formatted(suffix(group)),
              plan.abscissa().key(),
              "relative bias",
              false,
              lines));
    }
    return charts;
  }

  /** Time by step and memory, two charts for each group. */
  List<LineChart> costs() {
    List<LineChart> charts = new ArrayList<>();
    for (int g = 0; g < groups.size(); g++) {
      charts.add(
          new LineChart(
              "time-%d".formatted(g + 1),
              "Time of a step on one thread%s.".formatted(suffix(groups.get(g))),
              plan.abscissa().key(),
              "ms",
              true,
              lines(groups.get(g), i -> 1e3 * outcome.errors().secondsPerStep(i))));
      charts.add(
          new LineChart(
              "memory-%d".formatted(g + 1),
              "Memory of a cell%s.".formatted(suffix(groups.get(g))),
              plan.abscissa().key(),
              "MB",
              true,
              lines(groups.get(g), i -> 1e-6 * outcome.combinations().get(i).cost().bytes())));
    }
    return charts;
  }

  /** The place of the noise's last number among the parameters. */
  int noise() {
    return outcome.combinations().getFirst().names().size() - 1;
  }

  private boolean isNoise(int parameter) {
    return plan.config().summary().theory() && parameter == noise();
  }

  private List<LineChart.Line> lines(Group group, IntToDoubleFunction value) {
    List<LineChart.Line> lines = new ArrayList<>();
    for (int row = 0; row < group.combinations().length; row++) {
      lines.add(
          new LineChart.Line(
              lineName(row), row, true, abscissa, values(group.combinations()[row], value)));
    }
    return lines;
  }

  private String lineName(int row) {
    return plan.compared() < 0 ? "estimate" : plan.axes().get(plan.compared()).values().get(row);
  }

  private static double[] values(int[] combinations, IntToDoubleFunction value) {
    return Arrays.stream(combinations).mapToDouble(value).toArray();
  }

  private static String suffix(Group group) {
    return group.others().isEmpty() ? "" : ", " + group.label();
  }
}
