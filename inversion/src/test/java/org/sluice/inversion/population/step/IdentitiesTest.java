package org.sluice.inversion.population.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sluice.inversion.discrepancy.Whitening;
import org.sluice.inversion.population.Problems;
import org.sluice.inversion.population.ScalarBackend;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.problem.Start;
import org.sluice.inversion.population.samples.SignalCovariance;
import org.sluice.inversion.population.settings.GradientVariant;
import org.sluice.inversion.population.settings.Method;
import org.sluice.inversion.population.settings.Sampling;
import org.sluice.inversion.population.settings.Settings;
import org.sluice.kernels.Matrix;

/** Exact identities of the weight Γ′, at fixed random numbers. */
class IdentitiesTest {

  private static final double[] START = {0.4, -0.2, 0.8, 0.6};

  /**
   * J, and the standard gradient less the cut one by the noise's coordinates: the weight's share.
   */
  private record WeightTerm(double objective, double[] gradient, double[] coordinates) {}

  private static WeightTerm weightTerm(Problem problem) {
    Settings settings =
        Settings.defaults().with(Sampling.defaults().withSamples(70).withSlices(15));
    double[] point = Start.of(problem, START).concatenated();
    for (int i = 0; i < point.length; i++) {
      point[i] += 0.1 * Math.sin(i + 1);
    }
    double[] cut = new double[point.length];
    double[] standard = new double[point.length];
    double objective =
        ScalarBackend.use((backend, parallelism) -> {
          double[] values = new double[2];
          for (Method method : List.of(Method.PAPER_CUT, Method.PAPER_STANDARD)) {
            boolean isCut = method.gradient() == GradientVariant.CUT;
            try (Objective each =
                new Objective(
                    problem,
                    settings.with(method),
                    SignalCovariance.of(problem),
                    15,
                    backend,
                    parallelism)) {
              each.draw(1);
              values[isCut ? 0 : 1] = each.evaluate(point, isCut ? cut : standard);
            }
          }
          assertThat(values[0]).isEqualTo(values[1]);
          return values[0];
        });
    int alpha = START.length;
    for (int i = 0; i < alpha; i++) {
      assertThat(standard[i]).isEqualTo(cut[i]);
    }
    double[] gradient = new double[point.length - alpha];
    Arrays.setAll(gradient, i -> standard[alpha + i] - cut[alpha + i]);
    return new WeightTerm(objective, gradient, Arrays.copyOfRange(point, alpha, point.length));
  }

  @Test
  void isotropicWeightTermIsMinusTwiceTheLoss() {
    WeightTerm term = weightTerm(Problems.linearGaussian(50, START, 0.5));
    assertThat(term.gradient).hasSize(1);
    assertThat(term.gradient[0]).isCloseTo(-2 * term.objective, within(1e-12 * term.objective));
  }

  @Test
  void fullWeightTermAlongItsFactorIsMinusTwiceTheLoss() {
    WeightTerm term = weightTerm(Problems.logNormalFull(50));
    double product = 0;
    for (int i = 0, k = 0; i < 6; i++) {
      for (int j = 0; j <= i; j++, k++) {
        product += term.gradient[k] * (i == j ? 1 : term.coordinates[k]);
      }
    }
    assertThat(product).isCloseTo(-2 * term.objective, within(1e-12 * term.objective));
  }

  @Test
  void whiteningSolvesWithTheTransposedFactor() {
    double[] lower = {2, 0, 0, 0.5, 1.5, 0, -0.3, 0.7, 0.9};
    Matrix theta = Problems.normals(5, 3, 1, 2);
    Matrix whitened = Matrix.of(new double[15], 5, 3);
    new Whitening(3).apply(lower, theta, whitened);
    for (int k = 0; k < 5; k++) {
      for (int i = 0; i < 3; i++) {
        double back = 0;
        for (int j = i; j < 3; j++) {
          back += lower[j * 3 + i] * whitened.get(k, j);
        }
        assertThat(back).isCloseTo(theta.get(k, i), within(1e-15 * 10));
      }
    }
  }
}
