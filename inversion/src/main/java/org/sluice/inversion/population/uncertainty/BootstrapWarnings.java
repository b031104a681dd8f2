package org.sluice.inversion.population.uncertainty;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sluice.inversion.population.newton.StudentTail;
import org.sluice.inversion.population.problem.Problem;

/** The reasons not to trust a bootstrap, in sentences for the user. */
final class BootstrapWarnings {

  private static final double MANY = 0.05;
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
    moving(bootstrap).ifPresent(sentences::add);
    drift(bootstrap).ifPresent(sentences::add);
    outside(bootstrap).ifPresent(sentences::add);
    sentences.addAll(impossible(bootstrap, problem));
    return List.copyOf(sentences);
  }

  private static Optional<String> moving(Bootstrap bootstrap) {
    int all = bootstrap.replicates().length;
    return bootstrap.moving() <= MANY * all
        ? Optional.empty()
        : Optional.of(
            "%d of %d fits to resampled data still moved at their end, so the intervals may be wrong; raise optimiser.steps or loss.samples and run again"
                .formatted(bootstrap.moving(), all));
  }

  /** Fits to the run's own data must end at its result. */
  private static Optional<String> drift(Bootstrap bootstrap) {
    Interval most = null;
    for (Interval interval : bootstrap.intervals()) {
      boolean far = Math.abs(inErrors(interval)) > FAR;
      double significance =
          StudentTail.twoSided(
              Math.abs(interval.drift()) / interval.driftError(), bootstrap.controls() - 1);
      boolean clear = significance * bootstrap.intervals().size() < SIGNIFICANT;
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

  private static Optional<String> outside(Bootstrap bootstrap) {
    List<String> names =
        bootstrap.intervals().stream()
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
  private static List<String> impossible(Bootstrap bootstrap, Problem problem) {
    int count = Coordinates.names(problem).size();
    double[] estimates = new double[count];
    Arrays.setAll(estimates, i -> bootstrap.intervals().get(i).estimate());
    List<String> sentences = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Interval interval = bootstrap.intervals().get(i);
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
