package org.sluice.inversion.population;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.inversion.forward.ForwardMap;
import org.sluice.inversion.forward.RecordedSolver;
import org.sluice.inversion.forward.SolveStore;
import org.sluice.inversion.forward.Solver;
import org.sluice.inversion.forward.SolverDescription;
import org.sluice.inversion.forward.SolverException;
import org.sluice.inversion.forward.process.ProcessCalls;
import org.sluice.inversion.forward.process.ProcessMap;
import org.sluice.inversion.forward.process.ProcessSettings;
import org.sluice.inversion.forward.process.PythonClient;
import org.sluice.inversion.network.Network;
import org.sluice.inversion.network.Perceptron;
import org.sluice.inversion.population.examine.Certificate;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.problem.Start;
import org.sluice.inversion.population.settings.Optimisation;
import org.sluice.inversion.population.settings.OptimiserType;
import org.sluice.inversion.population.settings.Sampling;
import org.sluice.inversion.population.settings.Settings;
import org.sluice.inversion.surrogate.ActiveLearning;
import org.sluice.inversion.surrogate.ActiveLearningSettings;
import org.sluice.inversion.surrogate.FailedSolves;
import org.sluice.inversion.surrogate.LearningTrace;
import org.sluice.inversion.surrogate.NetworkInputs;
import org.sluice.inversion.surrogate.SolveSettings;
import org.sluice.inversion.surrogate.TrainingSettings;
import org.sluice.kernels.Activation;
import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;
import org.sluice.kernels.Philox;

class SurrogateInversionTest {

  private static final int STEPS = 60;
  private static final Settings SETTINGS =
      Settings.defaults()
          .with(Sampling.defaults().withSamples(200).withSlices(12))
          .with(Optimisation.defaults().withType(OptimiserType.ADAM).withSteps(STEPS));
  private static final ActiveLearningSettings LEARNING =
      ActiveLearningSettings.defaults()
          .with(SolveSettings.defaults().withRequests(100, 45, 3, 2, 2))
          .with(TrainingSettings.defaults().withSteps(800, 3, 32, 5e-3));
  // Eight systems are solved again, and no more since they do not vary.
  private static final long SOLVES = 100 + 8 + 15 * 2;
  // The statistical error of the estimates, 1/sqrt(2 N) for the logarithm of a spread.
  private static final double NOISE = 0.04;
  // Near enough for so few steps.
  private static final double[] START = {0.3, -0.1, 0.5, 0.6};

  private static final SolverDescription COUNTED = new SolverDescription(new TreeMap<>());

  @TempDir Path directory;

  private final Problem truth =
      Problems.linearGaussian(300, new double[] {0.5, -0.3, 0.4, 0.6}, 0.3);

  private record Outcome(Result result, ActiveLearning learning, Certificate certificate) {}

  private interface Run {
    Result with(Inversion inversion);
  }

  private Outcome invert(Solver solver, ActiveLearningSettings learning, int threads, Run run) {
    return ScalarBackend.use(
        threads,
        (backend, parallelism) -> {
          try (ActiveLearning surrogate = learning(solver, learning, backend)) {
            Problem problem =
                new Problem(
                    truth.measure(), surrogate, truth.group().noise(), truth.group().data());
            Start start = Start.of(problem, START);
            Result result = run.with(inversion(problem, start, backend, parallelism));
            return new Outcome(
                result,
                surrogate,
                Certificate.of(problem, solver, result.coordinates(), 1, 80, backend));
          }
        });
  }

  private ActiveLearning learning(Solver solver, ActiveLearningSettings learning, Backend backend) {
    Network network = Perceptron.of(backend, ElementType.F64, List.of(2, 16, 6), Activation.TANH);
    return new ActiveLearning(truth.measure(), solver, network, "mlp", learning, STEPS, 1, backend);
  }

  private static Inversion inversion(
      Problem problem, Start start, Backend backend, Parallelism parallelism) {
    Inversion inversion = new Inversion(problem, SETTINGS, start, backend, parallelism);
    inversion.withoutVerdict();
    return inversion;
  }

  private static Result whole(Inversion inversion) {
    return inversion.run(Progress.silent());
  }

  private Result direct() {
    return ScalarBackend.run(truth, SETTINGS, Start.of(truth, START));
  }

  @Test
  void theSurrogateGivesTheSolversAnswer() {
    Outcome outcome =
        invert(Solver.of(truth.group().forward()), LEARNING, 1, SurrogateInversionTest::whole);
    assertClose(outcome);
    Certificate certificate = outcome.certificate;
    assertThat(Math.abs(certificate.difference()))
        .isLessThan(4 * certificate.standardError() + 0.01 * certificate.solverLoss());
    assertThat(certificate.surrogateError()).isPositive().isLessThan(0.05);
    double noise = outcome.result.noise().getFirst().value();
    assertThat(certificate.errorInNoise())
        .isCloseTo(certificate.surrogateError() / noise, within(1e-12));
    assertThat(certificate.warnings()).isEmpty();
    assertThat(outcome.learning.solves()).isEqualTo(SOLVES);
    assertThat(outcome.learning.solverVariability()).containsOnly(new double[6], within(1e-5));
    assertThat(outcome.learning.trace().rows().getLast().heldOutError()).isLessThan(0.1);
    assertThat(outcome.result.warnings()).isEmpty();
  }

  @Test
  void aRunShorterThanTheChecksIntervalIsJudgedAtItsEnd() {
    Outcome outcome =
        invert(
            Solver.of(truth.group().forward()),
            LEARNING.with(LEARNING.training().withSteps(0, 0, 32, 5e-3)),
            1,
            SurrogateInversionTest::whole);
    assertThat(outcome.result.warnings())
        .singleElement()
        .asString()
        .startsWith("the surrogate's error matters");
  }

  @Test
  void aCertificateDisagreesWhereTheSolversLossIsSurelyAndMuchHigher() {
    assertThat(certificate(1.2, 0.05).warnings())
        .singleElement()
        .asString()
        .startsWith("the certificate disagrees: at the estimate the loss is 1.20 with the solver");
    assertThat(certificate(1.2, 0.07).warnings()).isEmpty();
    assertThat(certificate(1.09, 0.001).warnings()).isEmpty();
    assertThat(certificate(0.5, 0.001).warnings()).isEmpty();
  }

  private static Certificate certificate(double solverLoss, double standardError) {
    return new Certificate(solverLoss, 1, standardError, 0.1, 0.1, 0.3, 80, 0);
  }

  @Test
  void theHeldOutErrorTellsTheStepItDatesFrom() {
    Outcome outcome =
        invert(Solver.of(truth.group().forward()), LEARNING, 1, SurrogateInversionTest::whole);
    // Requests in steps 1, 4 and so on to 43, learnt two steps later.
    for (LearningTrace.Row row : outcome.learning.trace().rows()) {
      long asked = row.step() < 3 ? 0 : Math.min(43, (row.step() - 3) / 3 * 3 + 1);
      assertThat(outcome.learning.heldOutStep(row.step())).isEqualTo(asked);
      assertThat(Double.isNaN(row.heldOutError())).isEqualTo(asked == 0);
    }
  }

  // The first request is under way; the held-out window is filling.
  @ParameterizedTest
  @ValueSource(longs = {2, 31})
  void aResumedRunIsTheUninterruptedOneToTheBit(long step) {
    Solver solver = Solver.of(truth.group().forward());
    Outcome whole = invert(solver, LEARNING, 1, SurrogateInversionTest::whole);
    invert(
        solver,
        LEARNING,
        2,
        inversion -> {
          inversion.checkpointInto(directory);
          return inversion.run((row, lastStep) -> {
            if (row.step() == step) {
              inversion.requestStop();
            }
          });
        });
    Outcome resumed =
        invert(
            solver,
            LEARNING,
            1,
            inversion -> {
              inversion.resumeFrom(directory);
              return inversion.run(Progress.silent());
            });
    assertThat(resumed.result.run().steps()).isEqualTo(STEPS);
    assertThat(resumed.result.coordinates()).isEqualTo(whole.result.coordinates());
    assertThat(resumed.learning.trace().rows()).isEqualTo(whole.learning.trace().rows());
    assertThat(resumed.certificate).isEqualTo(whole.certificate);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aTenthOfTheSolvesNotFiniteChangesTheEstimateLittle(boolean redraw) {
    Solver failing = Solver.of(new Failing(truth.group().forward(), 10));
    Outcome outcome =
        invert(
            failing,
            LEARNING.with(
                LEARNING
                    .solves()
                    .withFailures(redraw ? FailedSolves.REDRAW : FailedSolves.DROP, 0.3)),
            1,
            SurrogateInversionTest::whole);
    assertClose(outcome);
    assertThat(outcome.learning.failures()).isBetween(4L, 40L);
    assertThat(outcome.certificate.failures()).isPositive();
    assertThat(outcome.certificate.warnings())
        .singleElement()
        .asString()
        .startsWith(outcome.certificate.failures() + " of the certificate's 80 solves failed");
    assertThat(outcome.learning.lastFailure()).isEqualTo("column 2 of its output is NaN");
    long learnt = outcome.learning.trace().rows().getLast().pairs();
    // Second solves are not learnt, and may have failed.
    assertThat(learnt)
        .isBetween(
            outcome.learning.solves() - outcome.learning.failures() - 8,
            outcome.learning.solves() - outcome.learning.failures());
    if (redraw) {
      assertThat(learnt).isEqualTo(SOLVES - 8);
    }
  }

  @Test
  void aMapWithoutDerivativesIsRefusedBeforeTheRun() {
    ForwardMap map = new Counting(truth.group().forward(), new AtomicLong());
    Problem problem =
        new Problem(truth.measure(), map, truth.group().noise(), truth.group().data());
    assertThatThrownBy(() -> ScalarBackend.run(problem, SETTINGS, Start.of(truth, START)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no derivatives");
  }

  @Test
  void theGradientGoesThroughTheLogarithms() {
    ScalarBackend.use(
        1,
        (backend, _) -> {
          Problem positive = Problems.logNormalDiagonal(20);
          try (ActiveLearning surrogate =
              new ActiveLearning(
                  positive.measure(),
                  Solver.of(positive.group().forward()),
                  Perceptron.of(backend, ElementType.F64, List.of(2, 16, 6), Activation.TANH),
                  "mlp",
                  LEARNING.with(LEARNING.training().withInputs(NetworkInputs.LOG)),
                  STEPS,
                  1,
                  backend)) {
            surrogate.before(1, positive.measure().coordinates(new double[] {0.2, 0.1, 0.5, 0.3}));
            double[] z = {0.7, 1.9};
            double[] weights = {1, -2, 3, 0.5, -1, 2};
            double[] gradient = new double[2];
            surrogate.backward(
                Matrix.of(z, 1, 2), null, Matrix.of(weights, 1, 6), Matrix.of(gradient, 1, 2));
            for (int j = 0; j < 2; j++) {
              double[] up = z.clone();
              double[] down = z.clone();
              up[j] += 1e-6;
              down[j] -= 1e-6;
              double difference =
                  (weighted(surrogate, up, weights) - weighted(surrogate, down, weights)) / 2e-6;
              assertThat(gradient[j]).isCloseTo(difference, within(1e-7));
            }
            assertThatThrownBy(() -> weighted(surrogate, new double[] {1, -1}, weights))
                .isInstanceOf(SolverException.class)
                .hasMessageContaining("has no logarithm");
            // As of any forward map: differences try how far they can go.
            assertThat(weighted(surrogate, new double[] {1e308, Double.POSITIVE_INFINITY}, weights))
                .isNaN();
          }
          return null;
        });
  }

  private static double weighted(ActiveLearning surrogate, double[] z, double[] weights) {
    double[] x = new double[weights.length];
    surrogate.apply(Matrix.of(z, 1, z.length), Matrix.of(x, 1, x.length));
    double sum = 0;
    for (int k = 0; k < x.length; k++) {
      sum += weights[k] * x[k];
    }
    return sum;
  }

  @Test
  void whatTheSolverVariesByIsNoErrorOfTheSurrogate() {
    Solver varying = Solver.of(new Varying(truth.group().forward()));
    ActiveLearningSettings learning =
        LEARNING.with(LEARNING.solves().withRepeats(0.5).withRequests(300, 45, 1, 16, 2));
    Outcome outcome = invert(varying, learning, 1, SurrogateInversionTest::whole);
    assertThat(outcome.learning.solves()).isEqualTo(300 + 8 + 45 * (16 + 8));
    // Of 64 pairs, a standard deviation is known to 9 per cent.
    assertThat(outcome.learning.solverVariability()[2]).isCloseTo(Varying.SPREAD, within(0.08));
    assertThat(outcome.learning.solverVariability()[1]).isCloseTo(0, within(1e-5));
    double[] noise = new double[6];
    Arrays.fill(noise, 0.3);
    double heldOut = outcome.learning.trace().rows().getLast().heldOutError();
    assertThat(heldOut).isGreaterThan(Varying.SPREAD / Math.sqrt(6) * 0.8);
    assertThat(outcome.learning.heldOutError(noise)).isLessThan(0.5 * heldOut / 0.3);
    assertThat(outcome.result.warnings()).isEmpty();
    assertThat(outcome.result.trace().rows().getLast().surrogateError())
        .isPositive()
        .isLessThan(0.5);
  }

  @Test
  void tooManyFailuresEndTheRun() {
    Solver failing = Solver.of(new Failing(truth.group().forward(), 10));
    assertThatThrownBy(() ->
            invert(
                failing,
                LEARNING.with(LEARNING.solves().withFailures(FailedSolves.DROP, 0.01)),
                1,
                SurrogateInversionTest::whole))
        .isInstanceOf(SolverException.class)
        .hasMessageContaining("more than the share of 0.01")
        .hasMessageContaining("column 2 of its output is NaN");
  }

  @Test
  void theReasonIsToldIfTheOnlyPresolveFails() {
    Solver failing = Solver.of(new Failing(truth.group().forward(), 1));
    assertThatThrownBy(() ->
            invert(
                failing,
                LEARNING.with(LEARNING.solves().withRequests(1, 45, 3, 2, 2)),
                1,
                SurrogateInversionTest::whole))
        .isInstanceOf(SolverException.class)
        .hasMessageContaining("no solved pair to start from")
        .hasMessageContaining("column 2 of its output is NaN");
  }

  @Test
  void aSolverThatNeverSucceedsIsNotAskedForAll() {
    AtomicLong solved = new AtomicLong();
    Solver failing = Solver.of(new Failing(new Counting(truth.group().forward(), solved), 1));
    assertThatThrownBy(() -> invert(failing, LEARNING, 1, SurrogateInversionTest::whole))
        .isInstanceOf(SolverException.class)
        .hasMessageContaining("all of the first 9 solves failed")
        .hasMessageContaining("column 2 of its output is NaN");
    assertThat(solved.get()).isEqualTo(64);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "open(mark, 'w').close(); os.kill(os.getpid(), 9)",
        "open(mark, 'w').close(); time.sleep(1000)"
      })
  void aWorkerThatIsKilledOrHangsChangesNothing(String once) throws Exception {
    String solve =
        """
        import os, time
        mark = "mark"
        solved = 0
        def solve(z):
            global solved
            solved += 1
            if solved == 30 and not os.path.exists(mark):
                %s
            return [sum(a * b for a, b in zip(row, z)) for row in %s]
        """;
    Outcome disturbed = throughPython(solve, once);
    assertThat(directory.resolve("mark")).exists();
    // The mark is there, so this time nothing happens.
    Outcome undisturbed = throughPython(solve, once);
    assertThat(disturbed.learning.failures()).isZero();
    assertThat(disturbed.result.coordinates()).isEqualTo(undisturbed.result.coordinates());
    assertClose(disturbed);
  }

  @Test
  void aTenthOfAProgramsSolvesNotFiniteChangesTheEstimateLittle() throws Exception {
    Outcome outcome =
        throughPython(
            """
            def solve(z):
                %s
                return [nan if nan else sum(a * b for a, b in zip(row, z)) for row in %s]
            """,
            "nan = int(abs(z[0]) * 1e9) % 10 == 0 and float('nan')");
    assertThat(outcome.learning.failures()).isBetween(4L, 40L);
    assertThat(outcome.learning.lastFailure()).isEqualTo("column 1 of its output is NaN");
    assertClose(outcome);
  }

  /** Through the truth's matrix in a program with two workers. */
  private Outcome throughPython(String solve, String line) throws Exception {
    String rows = Arrays.deepToString(Problems.MATRIX);
    Path client = PythonClient.write(directory, solve.formatted(line, rows));
    List<String> command = List.of("python3", client.toString());
    ProcessSettings settings =
        new ProcessSettings(
            command,
            List.of("a", "b"),
            6,
            ProcessCalls.defaults().withWorkers(2, 20).withLimits(3, 1, 1000));
    try (ProcessMap map = new ProcessMap(settings, directory)) {
      return invert(
          map,
          LEARNING.with(LEARNING.solves().withFailures(FailedSolves.DROP, 0.3)),
          1,
          SurrogateInversionTest::whole);
    }
  }

  private void assertClose(Outcome outcome) {
    double[] expected = direct().coordinates();
    for (int i = 0; i < expected.length; i++) {
      assertThat(outcome.result.coordinates()[i]).isCloseTo(expected[i], within(NOISE));
    }
  }

  @Test
  void noSystemIsSolvedTwice() {
    AtomicLong solved = new AtomicLong();
    try (SolveStore store = new SolveStore(directory, 2, 6, COUNTED);
        Solver solver =
            new RecordedSolver(Solver.of(new Counting(truth.group().forward(), solved)), store)) {
      Outcome first = invert(solver, LEARNING, 1, SurrogateInversionTest::whole);
      long paid = solved.get();
      assertThat(paid).isEqualTo(store.size()).isEqualTo(SOLVES + 80);
      Outcome second = invert(solver, LEARNING, 1, SurrogateInversionTest::whole);
      assertThat(solved.get()).isEqualTo(paid);
      assertThat(second.result.coordinates()).isEqualTo(first.result.coordinates());
    }
    try (SolveStore store = new SolveStore(directory, 2, 6, COUNTED)) {
      assertThat(store.size()).isEqualTo(solved.get());
    }
  }

  /** NaN where the first parameter's last bits say so: about one of so many systems. */
  private record Failing(ForwardMap map, long oneOf) implements ForwardMap {
    @Override
    public int parameterDimension() {
      return map.parameterDimension();
    }

    @Override
    public int observationDimension() {
      return map.observationDimension();
    }

    @Override
    public void apply(Matrix z, Matrix x) {
      map.apply(z, x);
      for (long i = 0; i < z.rows(); i++) {
        if (Long.remainderUnsigned(Double.doubleToLongBits(z.get(i, 0)), oneOf) == 0) {
          x.set(i, 1, Double.NaN);
        }
      }
    }
  }

  /** One observed number that looks normal and depends on the parameters' last bits. */
  private record Varying(ForwardMap map) implements ForwardMap {
    static final double SPREAD = 0.3;

    @Override
    public int parameterDimension() {
      return map.parameterDimension();
    }

    @Override
    public int observationDimension() {
      return map.observationDimension();
    }

    @Override
    public void apply(Matrix z, Matrix x) {
      map.apply(z, x);
      for (long i = 0; i < z.rows(); i++) {
        double normal = Philox.normal(Double.doubleToLongBits(z.get(i, 0)), 0, 0);
        x.set(i, 2, x.get(i, 2) + SPREAD * normal);
      }
    }
  }

  private record Counting(ForwardMap map, AtomicLong solved) implements ForwardMap {
    @Override
    public int parameterDimension() {
      return map.parameterDimension();
    }

    @Override
    public int observationDimension() {
      return map.observationDimension();
    }

    @Override
    public void apply(Matrix z, Matrix x) {
      solved.addAndGet(z.rows());
      map.apply(z, x);
    }
  }
}
