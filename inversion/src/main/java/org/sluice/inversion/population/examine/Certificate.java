package org.sluice.inversion.population.examine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sluice.inversion.algebra.Cholesky;
import org.sluice.inversion.discrepancy.SlicedDiscrepancy;
import org.sluice.inversion.forward.Solver;
import org.sluice.inversion.noise.KnownNoise;
import org.sluice.inversion.population.problem.Group;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.simulate.ObservedNoise;
import org.sluice.inversion.population.step.NoiseWeight;
import org.sluice.inversion.random.RandomStream;
import org.sluice.inversion.random.StandardNormals;
import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.SlicedWasserstein;

/**
 * A test of whether a surrogate's error matters at an estimate: the loss with the true solver
 * beside the loss with the surrogate, on the same fresh draws of parameters, noise and directions.
 * Draws come in independent blocks, which give the standard error. The loss is the plain one with
 * the weight Γ′ = Γ, whatever the inversion minimised.
 *
 * @param solverLoss mean over the blocks of the squared distance with the solver
 * @param surrogateLoss likewise with the surrogate
 * @param standardError of their difference
 * @param surrogateError root mean squared error of the surrogate under the estimated population,
 *     per observed number and in its units
 * @param relativeError the mean of |surrogate − solution| / |solution|
 * @param errorInNoise root mean square, over observed numbers, of the surrogate's error in units of
 *     the noise, the known part and the estimated one together; the solver's own variability is in
 *     it
 * @param solves solves that were made for it
 * @param failures of these that failed; there the surrogate stands in on both sides
 */
public record Certificate(
    double solverLoss,
    double surrogateLoss,
    double standardError,
    double surrogateError,
    double relativeError,
    double errorInNoise,
    long solves,
    long failures) {

  private static final int BLOCKS = 8;
  private static final int SLICES = 100;
  private static final double SURELY = 3;
  private static final double MATTERS = 0.1;

  /** The loss with the surrogate less that with the solver. */
  public double difference() {
    return surrogateLoss - solverLoss;
  }

  /** Sentences on what it finds wrong and what to do; none if there is nothing of the kind. */
  public List<String> warnings() {
    List<String> sentences = new ArrayList<>();
    double excess = solverLoss - surrogateLoss;
    if (excess > SURELY * standardError && excess > MATTERS * surrogateLoss) {
      sentences.add(
          "the certificate disagrees: at the estimate the loss is %.3g with the solver and %.3g with the surrogate, %.1f standard errors apart; ask for more solves, train longer, or take a larger network"
              .formatted(solverLoss, surrogateLoss, excess / standardError));
    }
    if (failures > 0) {
      sentences.add(
          "%d of the certificate's %d solves failed, and there the surrogate was compared with itself; mend the solver where the estimated population has its mass"
              .formatted(failures, solves));
    }
    return List.copyOf(sentences);
  }

  /**
   * Makes the solves and compares.
   *
   * @param problem its forward map is the surrogate
   * @param solver the true one
   * @param coordinates the estimate, of the population and then of the noise
   * @param solves number of solves, rounded up to a multiple of 8, at least 16
   */
  public static Certificate of(
      Problem problem,
      Solver solver,
      double[] coordinates,
      long seed,
      int solves,
      Backend backend) {
    if (solves < 2 * BLOCKS) {
      throw new IllegalArgumentException(
          "a certificate needs at least %d solves, not %d".formatted(2 * BLOCKS, solves));
    }
    int rows = Math.ceilDiv(solves, BLOCKS);
    try (Comparison comparison = new Comparison(problem, solver, coordinates, rows, backend)) {
      for (int g = 0; g < BLOCKS; g++) {
        comparison.compare(seed, RandomStream.EVALUATION + 1 + g, g);
      }
      return comparison.certificate();
    }
  }

  /** The buffers of one certificate and its results so far. */
  private static final class Comparison implements AutoCloseable {
    private final Problem problem;
    private final Group individuals;
    private final Solver solver;
    private final int rows;
    private final int d;
    private final double[] alpha;
    private final ObservedNoise noise;
    private final double[] deviations;
    private final double[] weightLower;
    private final SlicedDiscrepancy discrepancy;
    private final Matrix data;
    private final double[] solverLosses = new double[BLOCKS];
    private final double[] surrogateLosses = new double[BLOCKS];
    private final double[] squaredErrors;
    private double squaredError;
    private double relativeError;
    private long failures;

    Comparison(Problem problem, Solver solver, double[] all, int rows, Backend backend) {
      this.problem = problem;
      this.individuals = problem.group();
      this.solver = solver;
      this.rows = rows;
      d = individuals.dimension();
      int split = problem.measure().coordinateCount();
      alpha = Arrays.copyOf(all, split);
      double[] ofNoise = Arrays.copyOfRange(all, split, all.length);
      double[] lower = new double[d * d];
      individuals.noise().factor(ofNoise, lower);
      noise = new ObservedNoise(individuals.noise(), ofNoise, individuals.known());
      squaredErrors = new double[d];
      weightLower = new double[d * d];
      NoiseWeight weight = new NoiseWeight(individuals.known(), d);
      weight.factor(lower, weightLower);
      deviations = weight.standardDeviations(Cholesky.product(lower, d));
      SlicedWasserstein.Shape shape =
          SlicedWasserstein.Shape.of(ElementType.F64, rows, individuals.data().rows(), d, SLICES);
      discrepancy = new SlicedDiscrepancy(shape, backend);
      data = discrepancy.onBackend(individuals.data());
    }

    void compare(long seed, long step, int block) {
      Matrix omega =
          normals(seed, RandomStream.POPULATION, step, problem.measure().randomDimension());
      Matrix zeta = normals(seed, RandomStream.NOISE, step, d);
      discrepancy.alongRandom(seed, RandomStream.DIRECTIONS.of(step), weightLower);
      Matrix z = host(rows, problem.measure().dimension());
      Matrix surrogate = host(rows, d);
      Matrix solution = host(rows, d);
      problem.measure().sample(alpha, omega, z);
      individuals.forward().apply(z, surrogate);
      String[] reasons = solver.solve(z, solution);
      for (int i = 0; i < rows; i++) {
        addErrors(surrogate, solution, i, reasons[i] != null);
      }
      Matrix known = noise.hasKnownPart() ? normals(seed, RandomStream.KNOWN_NOISE, step, d) : null;
      surrogateLosses[block] = loss(surrogate, zeta, known);
      solverLosses[block] = loss(solution, zeta, known);
    }

    private void addErrors(Matrix surrogate, Matrix solution, int row, boolean failed) {
      double error = 0;
      double size = 0;
      for (int j = 0; j < d; j++) {
        if (failed) {
          solution.set(row, j, surrogate.get(row, j));
        }
        double difference = surrogate.get(row, j) - solution.get(row, j);
        error += difference * difference;
        squaredErrors[j] += difference * difference;
        size += solution.get(row, j) * solution.get(row, j);
      }
      failures += failed ? 1 : 0;
      squaredError += error / d;
      relativeError += size == 0 ? 0 : Math.sqrt(error / size);
    }

    private double loss(Matrix x, Matrix zeta, Matrix knownNormals) {
      Matrix noisy = host(rows, d);
      long count = individuals.data().rows();
      noise.add(x, zeta, knownNormals, i -> KnownNoise.datum(i, rows, count, 0.5), noisy);
      return discrepancy.between(discrepancy.onBackend(noisy), data);
    }

    Certificate certificate() {
      double mean = mean(surrogateLosses) - mean(solverLosses);
      double squares = 0;
      for (int g = 0; g < BLOCKS; g++) {
        double difference = surrogateLosses[g] - solverLosses[g] - mean;
        squares += difference * difference;
      }
      long solves = (long) BLOCKS * rows;
      long solved = Math.max(1, solves - failures);
      double squaredInNoise = 0;
      for (int j = 0; j < d; j++) {
        squaredInNoise += squaredErrors[j] / (deviations[j] * deviations[j]);
      }
      return new Certificate(
          mean(solverLosses),
          mean(surrogateLosses),
          Math.sqrt(squares / (BLOCKS - 1) / BLOCKS),
          Math.sqrt(squaredError / solved),
          relativeError / solved,
          Math.sqrt(squaredInNoise / d / solved),
          solves,
          failures);
    }

    private Matrix normals(long seed, RandomStream stream, long step, int columns) {
      return StandardNormals.fill(seed, stream.of(step), host(rows, columns));
    }

    private static Matrix host(int rows, int columns) {
      return Matrix.of(new double[rows * columns], rows, columns);
    }

    private static double mean(double[] values) {
      double sum = 0;
      for (double value : values) {
        sum += value;
      }
      return sum / values.length;
    }

    @Override
    public void close() {
      discrepancy.close();
    }
  }
}
