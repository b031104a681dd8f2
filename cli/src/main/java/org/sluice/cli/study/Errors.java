package org.sluice.cli.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.sluice.inversion.study.Column;
import org.sluice.inversion.study.ErrorSummary;
import org.sluice.inversion.study.LogLogSlope;
import org.sluice.inversion.study.Measurement;
import org.sluice.inversion.study.SignTest;

/**
 * Errors of a study, by combination and parameter. The parameters are the study's quantities, and
 * one more if no estimate's truth is zero: {@code joint}, the root mean square of the relative
 * errors of all estimates, whose truth is 0. If {@code summary.arrived} is true, cells that have
 * not arrived are left out as if they were missing.
 */
public final class Errors {

  static final String JOINT = "joint";

  private final Results results;
  private final Arrivals required;
  private final List<Combination> combinations;
  private final List<Quantity> quantities;
  private final int[] estimated;
  private final List<String> names;

  /**
   * Computes errors from the cells of a grid.
   *
   * @param required verdicts, if only cells count that have arrived; or null
   */
  Errors(Results results, StudyGrid grid, Arrivals required) {
    this.results = results;
    this.required = required;
    combinations = grid.combinations();
    quantities = grid.quantities();
    estimated =
        IntStream.range(0, quantities.size()).filter(i -> quantities.get(i).estimate()).toArray();
    names = new ArrayList<>(quantities.stream().map(Quantity::name).toList());
    boolean relative =
        combinations.stream()
            .allMatch(
                combination -> Arrays.stream(estimated).allMatch(i -> combination.truth()[i] != 0));
    if (relative && estimated.length > 0) {
      names.add(JOINT);
    }
  }

  /** The names of the parameters. */
  List<String> names() {
    return names;
  }

  /** The numbers of the parameters that a terminal shows. */
  int[] headlines() {
    return IntStream.range(0, names.size())
        .filter(p -> p == quantities.size() || quantities.get(p).headline())
        .toArray();
  }

  /** The scale of a parameter, which errors are divided by: |truth|, or 1 if the truth is 0. */
  double scale(int combination, int parameter) {
    double truth = Math.abs(truth(combination, parameter));
    return truth == 0 ? 1 : truth;
  }

  double truth(int combination, int parameter) {
    return parameter < quantities.size() ? combinations.get(combination).truth()[parameter] : 0;
  }

  ErrorSummary summary(int combination, int parameter) {
    double[] estimates =
        estimates(combination, parameter).filter(value -> !Double.isNaN(value)).toArray();
    return ErrorSummary.of(estimates, truth(combination, parameter));
  }

  /** The root mean square error divided by the scale. */
  double relativeError(int combination, int parameter) {
    return summary(combination, parameter).rootMeanSquareError() / scale(combination, parameter);
  }

  /**
   * The root mean square difference between the estimates of two combinations in the same
   * repetitions, divided by the scale; for {@code joint}, over all estimates. NaN if no repetition
   * has both.
   */
  double relativeDistance(int first, int second, int parameter) {
    int[] parameters = parameter < quantities.size() ? new int[] {parameter} : estimated;
    double squares = 0;
    int count = 0;
    for (int p : parameters) {
      double[] a = estimates(first, p).toArray();
      double[] b = estimates(second, p).toArray();
      for (int i = 0; i < a.length; i++) {
        if (!Double.isNaN(a[i]) && !Double.isNaN(b[i])) {
          squares += Math.pow((a[i] - b[i]) / scale(first, p), 2);
          count++;
        }
      }
    }
    return Math.sqrt(squares / count);
  }

  /**
   * Compares the errors of two combinations by a sign test over the repetitions in which both
   * succeeded.
   */
  SignTest test(int first, int second, int parameter) {
    double[] a = estimates(first, parameter).toArray();
    double[] b = estimates(second, parameter).toArray();
    int[] both =
        IntStream.range(0, a.length)
            .filter(i -> !Double.isNaN(a[i]) && !Double.isNaN(b[i]))
            .toArray();
    double truth = truth(first, parameter);
    return SignTest.of(
        Arrays.stream(both).mapToDouble(i -> a[i] - truth).toArray(),
        Arrays.stream(both).mapToDouble(i -> b[i] - truth).toArray());
  }

  /** Fits a power law to the errors along one row of a panel. */
  LogLogSlope slope(double[] abscissa, int[] row, int parameter) {
    return LogLogSlope.of(
        abscissa, Arrays.stream(row).mapToDouble(i -> relativeError(i, parameter)).toArray());
  }

  /** The number of a combination's cells that failed. */
  int failures(int combination) {
    return (int)
        results.of(combination).stream()
            .filter(Objects::nonNull)
            .filter(measurement -> !measurement.succeeded())
            .count();
  }

  /** The median time of a step in seconds; NaN if no cell succeeded. */
  double secondsPerStep(int combination) {
    return ErrorSummary.median(
        results.of(combination).stream()
            .filter(Objects::nonNull)
            .filter(Measurement::succeeded)
            .mapToDouble(
                measurement -> measurement.value(Column.SECONDS) / measurement.value(Column.STEPS))
            .toArray());
  }

  /** The estimates by repetition; NaN for a missing cell. */
  private DoubleStream estimates(int combination, int parameter) {
    return results.of(combination).stream()
        .mapToDouble(measurement ->
            measurement == null || required != null && !required.arrived(measurement)
                ? Double.NaN
                : parameter < quantities.size()
                    ? measurement.value(quantities.get(parameter).column())
                    : joint(measurement, combination));
  }

  private double joint(Measurement measurement, int combination) {
    double[] truth = combinations.get(combination).truth();
    double squares = 0;
    for (int i : estimated) {
      double relative = (measurement.value(quantities.get(i).column()) - truth[i]) / truth[i];
      squares += relative * relative;
    }
    return Math.sqrt(squares / estimated.length);
  }
}
