package org.sluice.inversion.uncertainty;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.sluice.inversion.Problem;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;

/**
 * Whether data could have come from the fitted model: a parametric bootstrap. The statistic is the
 * mean over random directions of the corrected squared Wasserstein distance between data and fitted
 * model. Data sets of the same size are simulated from the fitted model, and for each of them the
 * problem is fitted anew and the statistic taken, since a fitted model lies nearer to its data than
 * the true one; the data themselves are fitted in the same way (Stute, González Manteiga and
 * Presedo Quindimil, Metrika 40, 1993).
 *
 * <p>Results depend on the settings' seed and not on the number of workers, to the bit.
 *
 * @param statistic of the data
 * @param simulated of the simulated data sets, as many as replicates
 * @param pValue (1 + number of simulated statistics that reach the data's) / (1 + their number)
 * @param worst the directions with a meaning along which data and model agree least, worst first
 */
public record FitTest(
    double statistic, double[] simulated, double pValue, List<DirectionFit> worst) {

  private static final int FEWEST_REPLICATES = 19;
  private static final int COVARIANCE_SAMPLES = 4000;
  private static final int WORST = 3;

  /**
   * Tests the fit.
   *
   * @param count number of simulated data sets, at least 19
   * @param workers fit data sets side by side
   * @throws IllegalArgumentException if the number is out of range, or the model gives observations
   *     that have no variance in some direction
   */
  public static FitTest of(
      Refit refit, Simulator simulator, int count, Parallelism workers, Replicates progress) {
    if (count < FEWEST_REPLICATES) {
      throw new IllegalArgumentException(
          "replicates must be at least %d, not %d".formatted(FEWEST_REPLICATES, count));
    }
    TestDirections directions = directions(refit, simulator);
    Discrepancy discrepancy =
        new Discrepancy(simulator, directions, Purpose.REFERENCE.seed(refit.seed(), 0));
    double[][] distances = new double[count + 1][];
    Replicates.forEach(
        workers,
        count + 1,
        progress,
        index ->
            distances[index] =
                index < count
                    ? simulated(refit, simulator, discrepancy, index)
                    : observed(refit, discrepancy));
    return evaluate(refit, simulator, directions, distances);
  }

  private static TestDirections directions(Refit refit, Simulator simulator) {
    Problem problem = refit.problem();
    try (Arena arena = Arena.ofConfined()) {
      long rows = Math.max(COVARIANCE_SAMPLES, 4L * problem.noise().dimension());
      long seed = Purpose.REFERENCE.seed(refit.seed(), 1);
      Matrix samples = simulator.draw(refit.optimum(), rows, seed, arena);
      return TestDirections.of(
          problem.noise(), Coordinates.noise(problem, refit.optimum()), samples, refit.seed());
    }
  }

  private static double[] simulated(
      Refit refit, Simulator simulator, Discrepancy discrepancy, int index) {
    long seed = Purpose.SIMULATION.seed(refit.seed(), index);
    try (Arena arena = Arena.ofShared();
        Backend backend = refit.backend()) {
      Matrix data = simulator.draw(refit.optimum(), refit.problem().data().rows(), seed, arena);
      double[] fitted = refit.to(data, seed, "simulated data set " + (index + 1));
      return discrepancy.of(data, fitted, backend);
    }
  }

  private static double[] observed(Refit refit, Discrepancy discrepancy) {
    Matrix data = refit.problem().data();
    try (Backend backend = refit.backend()) {
      double[] fitted =
          refit.to(data, Purpose.CONTROL.seed(refit.seed(), 0), "the fit to the data");
      return discrepancy.of(data, fitted, backend);
    }
  }

  private static FitTest evaluate(
      Refit refit, Simulator simulator, TestDirections directions, double[][] distances) {
    int count = distances.length - 1;
    double[] statistics = new double[count];
    for (int r = 0; r < count; r++) {
      statistics[r] = mean(distances[r], directions.random());
    }
    double statistic = mean(distances[count], directions.random());
    record Candidate(int direction, double deviation, double pValue) {}
    List<Candidate> candidates = new ArrayList<>();
    for (int k = directions.random(); k < directions.rows().size(); k++) {
      double[] along = along(distances, k);
      double observed = distances[count][k];
      candidates.add(new Candidate(k, deviation(along, observed), pValue(along, observed)));
    }
    candidates.sort(Comparator.comparingDouble(candidate -> -candidate.deviation()));
    List<DirectionFit> worst = new ArrayList<>();
    for (Candidate candidate : candidates.subList(0, Math.min(WORST, candidates.size()))) {
      double[] weights = directions.rows().get(candidate.direction());
      worst.add(
          new DirectionFit(
              weights,
              candidate.deviation(),
              candidate.pValue(),
              QuantileBand.of(refit, simulator, weights, count)));
    }
    return new FitTest(statistic, statistics, pValue(statistics, statistic), List.copyOf(worst));
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
