package org.sluice.inversion.population.uncertainty;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sluice.inversion.population.problem.Group;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.random.RandomStream;
import org.sluice.kernels.Parallelism;
import org.sluice.kernels.Philox;

/**
 * The bootstrap over individuals (Efron, The Annals of Statistics 7, 1979): each replicate draws as
 * many individuals as there are, with replacement, group by group, and fits the problem to them.
 * The scatter of the fits estimates that of the estimate. Percentile and basic intervals are those
 * of Davison and Hinkley, Bootstrap Methods and their Application, chapter 5.
 *
 * <p>Every fit draws its own random numbers, so the scatter includes the Monte-Carlo error of the
 * fit. Further fits to the data themselves, one for every ten replicates but at least ten, measure
 * that error and the mean of such fits. The basic interval is reflected about this mean, since the
 * Monte-Carlo error of the run is not bias.
 *
 * <p>The bits of the results depend on the settings' seed and not on the number of workers.
 *
 * @param intervals one for each quantity that was asked for
 * @param replicates the fits to resampled data, one a row
 * @param level of the intervals
 */
public record Bootstrap(List<Interval> intervals, double[][] replicates, double level) {

  private static final int FEWEST_CONTROLS = 10;
  private static final int REPLICATES_PER_CONTROL = 10;

  /**
   * Runs the bootstrap.
   *
   * @param quantities the numbers that get intervals
   * @param count number of replicates, at least {@link #fewestReplicates} of the level
   * @param level of the intervals, in (0, 1), such as 0.95
   * @param workers threads that fit replicates at the same time
   * @throws IllegalArgumentException if the number or the level is out of range, or there is only
   *     one individual
   */
  public static Bootstrap of(
      Refit refit,
      Quantities quantities,
      int count,
      double level,
      Parallelism workers,
      Replicates progress) {
    requireReplicates(count, level);
    if (refit.problem().groups().stream().anyMatch(group -> group.data().rows() < 2)) {
      throw new IllegalArgumentException(
          "a bootstrap over individuals needs at least two of them, and the data have one row");
    }
    int controls = Math.max(FEWEST_CONTROLS, count / REPLICATES_PER_CONTROL);
    double[][] all = new double[controls + count][];
    Replicates.forEach(
        workers,
        all.length,
        progress,
        index -> {
          double[] fitted =
              index < controls ? control(refit, index) : replicate(refit, index - controls);
          all[index] = quantities.of(fitted);
        });
    double[][] again = Arrays.copyOf(all, controls);
    double[][] replicates = Arrays.copyOfRange(all, controls, all.length);
    double[] estimates = quantities.of(refit.optimum());
    return new Bootstrap(
        intervals(quantities.names(), estimates, again, replicates, level), replicates, level);
  }

  /**
   * Returns the fewest replicates that give intervals of a level, 2/(1 − level) − 1: of fewer, the
   * interval from the least to the largest has a lower level (Davison and Hinkley, section 5.2).
   *
   * @throws IllegalArgumentException if the level is not in (0, 1)
   */
  public static int fewestReplicates(double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException(
          "the level must lie between 0 and 1, such as 0.95, not " + level);
    }
    return Math.max(2, Quantile.fewest((1 - level) / 2));
  }

  static void requireReplicates(int count, double level) {
    int fewest = fewestReplicates(level);
    if (count < fewest) {
      throw new IllegalArgumentException(
          "intervals of level %s need at least %d replicates, not %d: take more replicates or a lower level"
              .formatted(level, fewest, count));
    }
  }

  /**
   * Returns warnings about numbers whose basic interval contains impossible values, given the
   * estimates of the other numbers. Percentile intervals never do.
   *
   * @param problem the bootstrapped problem; the first intervals are those of its own numbers
   */
  public List<String> warnings(Problem problem) {
    int count = Coordinates.names(problem).size();
    double[] estimates = new double[count];
    Arrays.setAll(estimates, i -> intervals.get(i).estimate());
    List<String> sentences = new ArrayList<>();
    for (int i = 0; i < count; i++) {
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

  private static double[] control(Refit refit, int index) {
    long seed = RandomStream.CONTROL.seed(refit.seed(), index);
    return refit.to(refit.problem(), seed, "fit " + (index + 1) + " to the data");
  }

  private static double[] replicate(Refit refit, int index) {
    long seed = RandomStream.RESAMPLE.seed(refit.seed(), index);
    try (Arena arena = Arena.ofShared()) {
      return refit.to(
          resample(refit.problem(), seed, arena), seed, "bootstrap replicate " + (index + 1));
    }
  }

  /** Draws as many individuals of each group as there are, with replacement. */
  static Problem resample(Problem problem, long seed, Arena arena) {
    List<Group> groups = new ArrayList<>();
    long before = 0;
    for (Group group : problem.groups()) {
      int[] drawn = new int[Math.toIntExact(group.data().rows())];
      for (int n = 0; n < drawn.length; n++) {
        double uniform = Philox.uniform(seed, RandomStream.RESAMPLE.number(), before + n);
        // The product may round up to the number of rows itself.
        drawn[n] = Math.min((int) (uniform * drawn.length), drawn.length - 1);
      }
      groups.add(group.of(drawn, arena));
      before += drawn.length;
    }
    return new Problem(problem.measure(), groups);
  }

  private static List<Interval> intervals(
      List<String> names,
      double[] estimates,
      double[][] again,
      double[][] replicates,
      double level) {
    List<Interval> intervals = new ArrayList<>();
    for (int i = 0; i < estimates.length; i++) {
      double[] fits = column(again, i);
      double[] sorted = column(replicates, i);
      Arrays.sort(sorted);
      double low = Quantile.of(sorted, (1 - level) / 2);
      double high = Quantile.of(sorted, (1 + level) / 2);
      double centre = estimates[i] + mean(fits);
      intervals.add(
          new Interval(
              names.get(i),
              estimates[i],
              standardDeviation(sorted),
              standardDeviation(fits),
              new Interval.Range(low, high),
              new Interval.Range(centre - high, centre - low)));
    }
    return List.copyOf(intervals);
  }

  private static double[] column(double[][] rows, int column) {
    return Arrays.stream(rows).mapToDouble(row -> row[column]).toArray();
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double standardDeviation(double[] values) {
    double mean = mean(values);
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / (values.length - 1));
  }
}
