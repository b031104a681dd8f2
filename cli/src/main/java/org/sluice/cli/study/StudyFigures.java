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
  private final List<Group> groups;

  StudyFigures(StudyOutcome outcome) {
    this.outcome = outcome;
    plan = outcome.plan();
    abscissa = plan.abscissa().numbers();
    groups = Group.of(plan);
  }

  /** The root mean square error of one parameter, a chart for each group. */
  List<Chart> errors(int parameter) {
    Errors errors = outcome.errors();
    String name = errors.names().get(parameter);
    List<Chart> charts = new ArrayList<>();
    for (int g = 0; g < groups.size(); g++) {
      List<Curve> lines = lines(groups.get(g), i -> errors.relativeError(i, parameter));
      if (isNoise(parameter)) {
        lines.add(
            new Curve(
                "Cramér–Rao bound",
                Curve.NEUTRAL,
                Curve.Style.REFERENCE,
                abscissa,
                values(
                    groups.get(g).combinations()[0], i -> outcome.combinations().get(i).bound())));
      }
      charts.add(
          new Chart(
              "error-%s-%d".formatted(name.replaceAll("\\W+", "-"), g + 1),
              "Root mean square error of %s%s.".formatted(name, suffix(groups.get(g))),
              byKey(),
              Axis.logarithmic("relative error"),
              lines));
    }
    return charts;
  }

  /** The distance from the estimates at the last abscissa, a chart for each group. */
  List<Chart> distances(int parameter) {
    Errors errors = outcome.errors();
    List<Chart> charts = new ArrayList<>();
    for (int g = 0; g < groups.size(); g++) {
      Group group = groups.get(g);
      List<Curve> lines = new ArrayList<>();
      for (int row = 0; row < group.combinations().length; row++) {
        int[] line = group.combinations()[row];
        int last = line[line.length - 1];
        double[] distances = values(line, i -> errors.relativeDistance(i, last, parameter));
        lines.add(new Curve(lineName(row), row, Curve.Style.DOTS, abscissa, distances));
      }
      charts.add(
          new Chart(
              "distance-%d".formatted(g + 1),
              "Distance from the estimates at the last %s%s."
                  .formatted(plan.abscissa().key(), suffix(group)),
              byKey(),
              Axis.logarithmic("relative distance"),
              lines));
    }
    return charts;
  }

  /** The noise's mean error beside the predicted one, a chart for each group. */
  List<Chart> biases() {
    Errors errors = outcome.errors();
    int noise = noise();
    List<Chart> charts = new ArrayList<>();
    for (int g = 0; g < groups.size(); g++) {
      Group group = groups.get(g);
      List<Curve> lines =
          lines(group, i -> errors.summary(i, noise).bias() / errors.scale(i, noise));
      for (int row = 0; row < group.combinations().length; row++) {
        lines.add(
            new Curve(
                lineName(row) + ", theory",
                row,
                Curve.Style.REFERENCE,
                abscissa,
                values(
                    group.combinations()[row],
                    i -> outcome.combinations().get(i).predictedBias())));
      }
      charts.add(
          new Chart(
              "bias-%d".formatted(g + 1),
              "Bias of the noise's standard deviation%s; thin: as theory predicts it."
                  .formatted(suffix(group)),
              byKey(),
              Axis.linear("relative bias"),
              lines));
    }
    return charts;
  }

  /** Time by step and memory, two charts for each group. */
  List<Chart> costs() {
    List<Chart> charts = new ArrayList<>();
    for (int g = 0; g < groups.size(); g++) {
      charts.add(
          new Chart(
              "time-%d".formatted(g + 1),
              "Time of a step on one thread%s.".formatted(suffix(groups.get(g))),
              byKey(),
              Axis.logarithmic("time of a step in ms"),
              lines(groups.get(g), i -> 1e3 * outcome.errors().secondsPerStep(i))));
      charts.add(
          new Chart(
              "memory-%d".formatted(g + 1),
              "Memory of a cell%s.".formatted(suffix(groups.get(g))),
              byKey(),
              Axis.logarithmic("memory in MB"),
              lines(groups.get(g), i -> 1e-6 * outcome.combinations().get(i).cost().bytes())));
    }
    return charts;
  }

  private Axis byKey() {
    return Axis.logarithmic(plan.abscissa().key());
  }

  /** The place of the noise's last number among the parameters. */
  int noise() {
    return outcome.combinations().getFirst().names().size() - 1;
  }

  private boolean isNoise(int parameter) {
    return plan.config().summary().theory() && parameter == noise();
  }

  private List<Curve> lines(Group group, IntToDoubleFunction value) {
    List<Curve> lines = new ArrayList<>();
    for (int row = 0; row < group.combinations().length; row++) {
      lines.add(
          new Curve(
              lineName(row),
              row,
              Curve.Style.DOTS,
              abscissa,
              values(group.combinations()[row], value)));
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
