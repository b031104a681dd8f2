package org.sluice.inversion.population.invariance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sluice.inversion.forward.Solver;
import org.sluice.inversion.network.Perceptron;
import org.sluice.inversion.population.Inversion;
import org.sluice.inversion.population.Progress;
import org.sluice.inversion.population.Result;
import org.sluice.inversion.population.ScalarBackend;
import org.sluice.inversion.population.examine.Certificate;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.settings.Optimisation;
import org.sluice.inversion.population.settings.OptimiserType;
import org.sluice.inversion.population.settings.Sampling;
import org.sluice.inversion.population.settings.Settings;
import org.sluice.inversion.surrogate.ActiveLearning;
import org.sluice.inversion.surrogate.ActiveLearningSettings;
import org.sluice.inversion.surrogate.SolveSettings;
import org.sluice.inversion.surrogate.TrainingSettings;
import org.sluice.kernels.Activation;
import org.sluice.kernels.ElementType;

/** A surrogate that learns while the inversion runs learns the same in every unit of the data. */
class SurrogateInUnitsTest {

  private static final int STEPS = 20;
  private static final Settings SETTINGS =
      Settings.defaults()
          .with(Sampling.defaults().withSamples(2 * Family.ROWS).withSlices(8))
          .with(Optimisation.defaults().withType(OptimiserType.ADAM).withSteps(STEPS));
  private static final ActiveLearningSettings LEARNING =
      ActiveLearningSettings.defaults()
          .with(SolveSettings.defaults().withRequests(50, 15, 3, 2, 2))
          .with(TrainingSettings.defaults().withSteps(200, 3, 32, 5e-3));

  private record Outcome(Result result, Certificate certificate) {}

  @Test
  void runsAndCertificatesAreTheSameInEveryUnit() {
    Family family = Families.linear();
    Outcome first = outcome(family, Unit.SAME);
    for (Unit unit : List.of(new Unit(0x1p40, 0), new Unit(0x1p-40, 0), new Unit(1e3, 1e6))) {
      Outcome other = outcome(family, unit);
      double[] expected = family.inUnit(first.result.coordinates(), unit).concatenated();
      assertThat(other.result.coordinates()).containsExactly(expected, within(1e-5));
      assertThat(other.certificate.errorInNoise())
          .isCloseTo(first.certificate.errorInNoise(), within(1e-5));
    }
  }

  private static Outcome outcome(Family family, Unit unit) {
    Problem problem = family.problem(unit);
    Solver solver = Solver.of(problem.group().forward());
    return ScalarBackend.use((backend, parallelism) -> {
      try (ActiveLearning surrogate =
          new ActiveLearning(
              problem.measure(),
              solver,
              Perceptron.of(backend, ElementType.F64, List.of(2, 8, 4), Activation.TANH),
              "mlp",
              LEARNING,
              STEPS,
              1,
              backend)) {
        Problem learning =
            new Problem(
                problem.measure(), surrogate, problem.group().noise(), problem.group().data());
        Inversion inversion =
            new Inversion(learning, SETTINGS, family.start(unit), backend, parallelism);
        inversion.withoutVerdict();
        Result result = inversion.run(Progress.silent());
        return new Outcome(
            result, Certificate.of(learning, solver, result.coordinates(), 1, 40, backend));
      }
    });
  }
}
