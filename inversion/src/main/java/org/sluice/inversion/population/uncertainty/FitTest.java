package org.sluice.inversion.population.uncertainty;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.sluice.inversion.population.problem.Coordinates;
import org.sluice.inversion.population.problem.Group;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.random.GroupSeed;
import org.sluice.inversion.random.RandomStream;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;

/**
 * Tests whether the data could come from the fitted model, by a parametric bootstrap. The statistic
 * is the mean over random directions of the corrected squared Wasserstein distance between data and
 * fitted model. Data sets of the same size are simulated from the fitted model. The problem is
 * fitted to each of them before the statistic is computed, since a fitted model is nearer to its
 * data than the true one. The data themselves are fitted in the same way (Stute, González Manteiga
 * and Presedo Quindimil, Metrika 40, 1993). If there are several groups of individuals, the
 * statistic is the mean over individuals.
 *
 * <p>The bits of the results depend on the settings' seed and not on the number of workers.
 *
 * @param statistic of the data
 * @param simulated of the simulated data sets, as many as replicates
 * @param pValue (1 + number of simulated statistics that reach the data's) / (1 + their number)
 * @param worst the interpretable directions along which data and model agree least, worst first
 */
public record FitTest(
    double statistic, double[] simulated, double pValue, List<DirectionFit> worst) {

  /** The level of {@link #rejects}. */
  public static final double LEVEL = 0.05;

  private static final int COVARIANCE_SAMPLES = 4000;
  private static final int WORST = 3;

  /**
   * Tests the fit.
   *
   * @param count number of simulated data sets, at least 19, since no p-value of fewer reaches 5 %
   * @param workers threads that fit data sets at the same time
   * @throws IllegalArgumentException if the number is out of range, or the model gives observations
   *     that have no variance in some direction
   */
  public static FitTest of(
      Refit refit, Simulator simulator, int count, Parallelism workers, Replicates progress) {
    int fewest = Quantile.fewest(LEVEL);
    if (count < fewest) {
      throw new IllegalArgumentException(
          "a test at %s needs at least %d replicates, not %d: take more replicates"
              .formatted(LEVEL, fewest, count));
    }
    Design[] designs = new Design[refit.problem().groups().size()];
    Arrays.setAll(designs, g -> design(refit, simulator, g));
    double[][][] distances = new double[designs.length][count + 1][];
    Replicates.forEach(
        workers,
        count + 1,
        progress,
        index -> {
          double[][] ofGroups =
              index < count
                  ? simulated(refit, simulator, designs, index)
                  : observed(refit, designs);
          for (int g = 0; g < ofGroups.length; g++) {
            distances[g][index] = ofGroups[g];
          }
        });
    return evaluate(refit, simulator, designs, distances);
  }

  /** Returns whether the test at 5 % rejects the fit. */
  public boolean rejects() {
    return pValue <= LEVEL;
  }

  /** The comparison of one group of individuals with the model. */
  private record Design(TestDirections directions, ModelDistance distance) {}

  private static Design design(Refit refit, Simulator simulator, int index) {
    Problem problem = refit.problem();
    Group group = problem.groups().get(index);
    long groupSeed = GroupSeed.of(refit.seed(), index);
    try (Arena arena = Arena.ofConfined()) {
      long rows = Math.max(COVARIANCE_SAMPLES, 4L * group.dimension());
      long seed = RandomStream.REFERENCE.seed(groupSeed, 1);
      Matrix samples = simulator.draw(refit.optimum(), index, rows, seed, arena);
      TestDirections directions =
          TestDirections.of(
              group.noise(),
              problem.noise().of(index, Coordinates.noise(problem, refit.optimum())),
              samples,
              groupSeed);
      return new Design(
          directions,
          new ModelDistance(
              simulator, index, directions, RandomStream.REFERENCE.seed(groupSeed, 0)));
    }
  }

  private static double[][] simulated(
      Refit refit, Simulator simulator, Design[] designs, int index) {
    long seed = RandomStream.SIMULATION.seed(refit.seed(), index);
    try (Arena arena = Arena.ofShared()) {
      Problem drawn = simulator.redraw(refit.problem(), refit.optimum(), seed, arena);
      double[] fitted = refit.to(drawn, seed, "simulated data set " + (index + 1)).coordinates();
      return distances(refit, designs, drawn, fitted);
    }
  }

  private static double[][] observed(Refit refit, Design[] designs) {
    double[] fitted =
        refit
            .to(refit.problem(), RandomStream.CONTROL.seed(refit.seed(), 0), "the fit to the data")
            .coordinates();
    return distances(refit, designs, refit.problem(), fitted);
  }

  private static double[][] distances(
      Refit refit, Design[] designs, Problem problem, double[] fitted) {
    double[][] distances = new double[designs.length][];
    try (Backend backend = refit.backend()) {
      Arrays.setAll(
          distances, g -> designs[g].distance.of(problem.groups().get(g).data(), fitted, backend));
    }
    return distances;
  }

  private static FitTest evaluate(
      Refit refit, Simulator simulator, Design[] designs, double[][][] distances) {
    int count = distances[0].length - 1;
    double[] statistics = new double[count + 1];
    record Candidate(int group, int direction, double deviation, double pValue) {}
    List<Candidate> candidates = new ArrayList<>();
    for (int g = 0; g < designs.length; g++) {
      TestDirections directions = designs[g].directions;
      double share = refit.problem().share(refit.problem().groups().get(g));
      for (int r = 0; r <= count; r++) {
        statistics[r] += share * mean(distances[g][r], directions.random());
      }
      for (int k = directions.random(); k < directions.rows().size(); k++) {
        double[] along = along(distances[g], k);
        double observed = distances[g][count][k];
        candidates.add(new Candidate(g, k, deviation(along, observed), pValue(along, observed)));
      }
    }
    double statistic = statistics[count];
    double[] simulated = Arrays.copyOf(statistics, count);
    candidates.sort(Comparator.comparingDouble(candidate -> -candidate.deviation()));
    List<DirectionFit> worst = new ArrayList<>();
    for (Candidate candidate : candidates.subList(0, Math.min(WORST, candidates.size()))) {
      int g = candidate.group();
      double[] weights = designs[g].directions.rows().get(candidate.direction());
      worst.add(
          new DirectionFit(
              designs.length == 1 ? null : refit.problem().groups().get(g).name(),
              weights,
              candidate.deviation(),
              candidate.pValue(),
              QuantileBand.of(refit, simulator, g, weights, count)));
    }
    return new FitTest(statistic, simulated, pValue(simulated, statistic), List.copyOf(worst));
  }

  private static double[] along(double[][] distances, int direction) {
    return IntStream.range(0, distances.length - 1)
        .mapToDouble(r -> distances[r][direction])
        .toArray();
  }

  private static double pValue(double[] simulated, double observed) {
    int reached = 0;
    for (double value : simulated) {
      reached += value >= observed ? 1 : 0;
    }
    return (1.0 + reached) / (1 + simulated.length);
  }

  private static double deviation(double[] simulated, double observed) {
    double mean = mean(simulated, simulated.length);
    double squares = 0;
    for (double value : simulated) {
      squares += (value - mean) * (value - mean);
    }
    return (observed - mean) / Math.sqrt(squares / (simulated.length - 1));
  }

  private static double mean(double[] values, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += values[i];
    }
    return sum / count;
  }
}
