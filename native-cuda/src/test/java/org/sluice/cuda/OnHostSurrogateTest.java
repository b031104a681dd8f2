package org.sluice.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sluice.inversion.Inversion;
import org.sluice.inversion.Method;
import org.sluice.inversion.Optimisation;
import org.sluice.inversion.Problem;
import org.sluice.inversion.Progress;
import org.sluice.inversion.Result;
import org.sluice.inversion.Sampling;
import org.sluice.inversion.Settings;
import org.sluice.inversion.Start;
import org.sluice.inversion.forward.Solver;
import org.sluice.inversion.measure.BoundedMeasure;
import org.sluice.inversion.measure.LogNormalMeasure;
import org.sluice.inversion.measure.ParameterMeasure;
import org.sluice.inversion.noise.FullNoise;
import org.sluice.inversion.surrogate.ActiveLearning;
import org.sluice.inversion.surrogate.ActiveLearningSettings;
import org.sluice.inversion.surrogate.MlpNetwork;
import org.sluice.kernels.Activation;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Backends;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;
import org.sluice.kernels.Philox;

/** Whole steps of an inversion with a surrogate: what crosses the bus, and what comes out. */
class OnHostSurrogateTest {

  private static final int PARAMETERS = 3;
  private static final long MOST_BYTES = 64 << 10;

  /** Observations that a solver gives: a sum of the parameters with other weights each time. */
  private record Sums(int observationDimension) implements Solver {
    @Override
    public int parameterDimension() {
      return PARAMETERS;
    }

    @Override
    public String[] solve(Matrix z, Matrix x) {
      for (long i = 0; i < z.rows(); i++) {
        for (int k = 0; k < observationDimension; k++) {
          double sum = 0;
          for (int j = 0; j < PARAMETERS; j++) {
            sum += Math.cos(1 + j + 0.7 * k) * z.get(i, j);
          }
          x.set(i, k, sum);
        }
      }
      return new String[Math.toIntExact(z.rows())];
    }
  }

  private record Run(Result result, List<Long> bytes) {
    /** Of each step but the first, which begins with presolves. */
    long mostBytes() {
      long most = 0;
      for (int step = 1; step < bytes.size(); step++) {
        most = Math.max(most, bytes.get(step) - bytes.get(step - 1));
      }
      return most;
    }
  }

  private static Run run(
      Backend backend,
      ParameterMeasure measure,
      ElementType type,
      Method method,
      int samples,
      int dimension,
      int slices) {
    int steps = 3;
    Solver solver = new Sums(dimension);
    ActiveLearningSettings learning =
        ActiveLearningSettings.defaults(steps)
            .withSolves(20, steps, 1, 1, 1)
            .withTraining(10, 10, 64, 1e-2);
    MlpNetwork network =
        new MlpNetwork(backend, type, List.of(PARAMETERS, 8, dimension), Activation.TANH);
    try (ActiveLearning surrogate =
        new ActiveLearning(measure, solver, network, "mlp", learning, backend)) {
      Matrix data = Matrix.of(new double[40 * dimension], 40, dimension);
      for (int n = 0; n < 40; n++) {
        for (int k = 0; k < dimension; k++) {
          data.set(n, k, Philox.normal(1, k, n));
        }
      }
      Problem problem = new Problem(measure, surrogate, new FullNoise(dimension), data);
      Settings settings =
          Settings.defaults()
              .withMethod(method)
              .withPrecision(type)
              .withSampling(Sampling.defaults().withSamples(samples).withSlices(slices))
              .withOptimisation(Optimisation.defaults().withSteps(steps));
      double[] start = measure.physical(new double[measure.coordinateCount()]);
      List<Long> bytes = new ArrayList<>();
      boolean counts = backend.name().equals("cuda");
      Progress progress =
          (row, last) -> bytes.add(counts ? HostDriver.copiedBytes() : 0);
      Result result =
          new Inversion(
                  problem, settings, Start.of(problem, start), backend, Parallelism.serial())
              .run(progress);
      return new Run(result, bytes);
    }
  }

  @Test
  void samplesStayOnTheDevice() {
    try (Backend cuda = PlacedBackendProvider.open()) {
      Run many = run(cuda, LogNormalMeasure.diagonal(PARAMETERS), ElementType.F32, Method.SLUICE, 10_000, 4, 4);
      Run few = run(cuda, LogNormalMeasure.diagonal(PARAMETERS), ElementType.F32, Method.SLUICE, 2_000, 4, 4);
      assertThat(many.mostBytes()).isPositive().isLessThanOrEqualTo(MOST_BYTES);
      assertThat(many.mostBytes()).isEqualTo(few.mostBytes());
    }
  }

  /** The numbers of a large problem; its samples would add two megabytes, were there as many. */
  @Test
  void directionsAndFactorsAreMostOfWhatCrosses() {
    try (Backend cuda = PlacedBackendProvider.open()) {
      Run run =
          run(cuda, LogNormalMeasure.full(PARAMETERS), ElementType.F32, Method.PAPER_CUT, 80, 50, 200);
      long directions = 200 * 50 * Float.BYTES;
      long factors = 2 * 50 * 50 * Float.BYTES;
      assertThat(run.mostBytes()).isBetween(directions + factors, MOST_BYTES);
    }
  }

  /** Shows that the bytes above are counted. */
  @Test
  void aPopulationOfTheHostCrossesEachStep() {
    try (Backend cuda = PlacedBackendProvider.open()) {
      ParameterMeasure measure =
          new BoundedMeasure(new double[PARAMETERS], new double[] {1, 1, 1});
      Run run = run(cuda, measure, ElementType.F32, Method.SLUICE, 10_000, 4, 4);
      assertThat(run.mostBytes()).isGreaterThan(10_000 * 4 * Double.BYTES);
    }
  }

  @Test
  void theResultIsThatOfPlainLoops() {
    try (Backend cuda = PlacedBackendProvider.open();
        Backend scalar = Backends.open("scalar", Parallelism.serial()).backend()) {
      LogNormalMeasure measure = LogNormalMeasure.full(PARAMETERS);
      Run actual = run(cuda, measure, ElementType.F64, Method.SLUICE, 200, 4, 8);
      Run expected = run(scalar, measure, ElementType.F64, Method.SLUICE, 200, 4, 8);
      double[] there = actual.result().coordinates();
      double[] here = expected.result().coordinates();
      for (int i = 0; i < here.length; i++) {
        assertThat(Math.abs(there[i] - here[i])).isLessThan(1e-9);
      }
    }
  }
}
