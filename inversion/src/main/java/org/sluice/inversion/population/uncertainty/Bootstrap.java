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
 * Monte-Carlo error of the run is not bias. If the mean is far from the run's estimate, the run had
 * not arrived.
 *
 * <p>The bits of the results depend on the settings' seed and not on the number of workers.
 *
 * @param intervals one for each quantity that was asked for
 * @param replicates the fits to resampled data, one a row
 * @param level of the intervals
 * @param controls number of fits to the data themselves
 * @param moving number of replicates whose fit still moved at its end
 */
public record Bootstrap(
    List<Interval> intervals, double[][] replicates, double level, int controls, int moving) {

  private static final int FEWEST_CONTROLS = 10;
  private static final int REPLICATES_PER_CONTROL = 10;

  /**
   * Runs the bootstrap.
   *
   * @param quantities the numbers that get intervals, first the problem's own
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
    Fit[] all = new Fit[controls + count];
    Replicates.forEach(
        workers,
        all.length,
        progress,
        index ->
            all[index] =
                index < controls ? control(refit, index) : replicate(refit, index - controls));
    List<Fit> again = List.of(all).subList(0, controls);
    List<Fit> resampled = List.of(all).subList(controls, all.length);
    double[][] replicates = quantities(quantities, resampled);
    double[] estimates = quantities.of(refit.optimum());
    return new Bootstrap(
        intervals(
            quantities.names(),
            estimates,
            quantities(quantities, again),
            again.getFirst().standardErrors(),
            replicates,
            level),
        replicates,
        level,
        controls,
        moving(resampled, Quantities.physical(refit.problem())));
  }

  private static double[][] quantities(Quantities quantities, List<Fit> fits) {
    return fits.stream().map(fit -> quantities.of(fit.coordinates())).toArray(double[][]::new);
  }

  private static int moving(List<Fit> fits, Quantities physical) {
    double[][] numbers = quantities(physical, fits);
    double[] errors = new double[physical.names().size()];
    Arrays.setAll(errors, i -> standardDeviation(column(numbers, i)));
    return (int) fits.stream().filter(fit -> fit.moves(errors)).count();
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
   * Returns sentences for the user where something is wrong: replicates that still moved, a run
   * that had not arrived, an estimate outside its own interval, or impossible values in a basic
   * interval.
   *
   * @param problem the bootstrapped problem; the first intervals are those of its own numbers
   */
  public List<String> warnings(Problem problem) {
    return BootstrapWarnings.of(this, problem);
  }

  private static Fit control(Refit refit, int index) {
    long seed = RandomStream.CONTROL.seed(refit.seed(), index);
    String name = "fit " + (index + 1) + " to the data";
    return index == 0
        ? refit.withErrors(refit.problem(), seed, name)
        : refit.to(refit.problem(), seed, name);
  }

  private static Fit replicate(Refit refit, int index) {
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
      double[] firstOrder,
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
      double monteCarloError = standardDeviation(fits);
      intervals.add(
          new Interval(
              names.get(i),
              estimates[i],
              standardDeviation(sorted),
              monteCarloError,
              firstOrder != null && i < firstOrder.length ? firstOrder[i] : Double.NaN,
              mean(fits) - estimates[i],
              monteCarloError / Math.sqrt(fits.length),
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
