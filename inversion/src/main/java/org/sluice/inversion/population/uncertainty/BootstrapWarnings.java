package org.sluice.inversion.population.uncertainty;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.sluice.inversion.population.newton.StudentTail;
import org.sluice.inversion.population.problem.Coordinates;
import org.sluice.inversion.population.problem.Problem;

/** The reasons not to trust a bootstrap, in sentences for the user. */
final class BootstrapWarnings {

  private static final int FEW = 30;
  private static final double MANY = 0.05;
  private static final double LITTLE = 0.5;
  private static final double FAR = 0.35;
  private static final double SIGNIFICANT = 1e-3;

  private BootstrapWarnings() {}

  /**
   * All of them.
   *
   * @param problem the bootstrapped problem; the first intervals are those of its own numbers
   */
  static List<String> of(Bootstrap bootstrap, Problem problem) {
    List<String> sentences = new ArrayList<>();
    List<Interval> own = bootstrap.intervals().subList(0, Coordinates.names(problem).size());
    few(problem).ifPresent(sentences::add);
    moving(bootstrap).ifPresent(sentences::add);
    stuck(own).ifPresent(sentences::add);
    drift(own, bootstrap.controls()).ifPresent(sentences::add);
    outside(own).ifPresent(sentences::add);
    sentences.addAll(impossible(own, problem));
    return List.copyOf(sentences);
  }

  private static Optional<String> few(Problem problem) {
    return problem.individuals() >= FEW
        ? Optional.empty()
        : Optional.of(
            "%d individuals are few to draw again from: below %d, intervals of the bootstrap are mostly too narrow; take them as a rough guide"
                .formatted(problem.individuals(), FEW));
  }

  private static Optional<String> moving(Bootstrap bootstrap) {
    int all = bootstrap.replicates().length;
    return bootstrap.moving() <= MANY * all
        ? Optional.empty()
        : Optional.of(
            "%d of %d fits to resampled data still moved at their end, so the intervals may be wrong; raise optimiser.steps or loss.samples and run again"
                .formatted(bootstrap.moving(), all));
  }

  /** Fits that take too few steps or too small ones stay near where they started. */
  private static Optional<String> stuck(List<Interval> intervals) {
    return intervals.stream()
        .filter(interval -> interval.standardError() < LITTLE * interval.firstOrder())
        .min(Comparator.comparingDouble(each -> each.standardError() / each.firstOrder()))
        .map(interval ->
            "fits to resampled data scatter less than the data's own influence lets expect, most of all %s, by %.2g of its first-order standard error: they may stay near their start; set optimiser.type=gauss-newton or raise optimiser.steps, and run again"
                .formatted(interval.name(), interval.standardError() / interval.firstOrder()));
  }

  /** Fits to the run's own data must end at its result. */
  private static Optional<String> drift(List<Interval> intervals, int controls) {
    Interval most = null;
    for (Interval interval : intervals) {
      boolean far = Math.abs(inErrors(interval)) > FAR;
      double significance =
          StudentTail.twoSided(Math.abs(interval.drift()) / interval.driftError(), controls - 1);
      boolean clear = significance * intervals.size() < SIGNIFICANT;
      boolean more = most == null || Math.abs(inErrors(interval)) > Math.abs(inErrors(most));
      if (far && clear && more) {
        most = interval;
      }
    }
    return Optional.ofNullable(most)
        .map(interval ->
            "the run had not arrived: fits to its own data that start at its result move %s most, by %.3g ± %.2g of its standard errors; take more steps and run again"
                .formatted(
                    interval.name(),
                    Math.abs(inErrors(interval)),
                    interval.driftError() / interval.standardError()));
  }

  private static double inErrors(Interval interval) {
    return interval.drift() / interval.standardError();
  }

  private static Optional<String> outside(List<Interval> intervals) {
    List<String> names =
        intervals.stream()
            .filter(interval -> !interval.percentile().contains(interval.estimate()))
            .map(Interval::name)
            .toList();
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "the estimate lies outside its own percentile interval (%s): the run had not arrived, or the estimator's bias is larger than its scatter; do not use this interval"
                .formatted(String.join(", ", names)));
  }

  /**
   * Basic intervals that contain impossible values, given the estimates of the other numbers.
   * Percentile intervals never do.
   */
  private static List<String> impossible(List<Interval> intervals, Problem problem) {
    double[] estimates = intervals.stream().mapToDouble(Interval::estimate).toArray();
    List<String> sentences = new ArrayList<>();
    for (int i = 0; i < estimates.length; i++) {
      Interval interval = intervals.get(i);
      double[] lower = estimates.clone();
      double[] upper = estimates.clone();
      lower[i] = interval.basic().lower();
      upper[i] = interval.basic().upper();
      if (!Coordinates.exist(problem, lower) || !Coordinates.exist(problem, upper)) {
        sentences.add(
            "the basic interval of %s contains impossible values; take the percentile interval, which never does"
                .formatted(interval.name()));
      }
    }
    return sentences;
  }
}
