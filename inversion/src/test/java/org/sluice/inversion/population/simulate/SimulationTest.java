package org.sluice.inversion.population.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.inversion.forward.LinearMap;
import org.sluice.inversion.measure.GaussianMeasure;
import org.sluice.inversion.noise.FullNoise;
import org.sluice.inversion.noise.KnownDeviations;
import org.sluice.inversion.noise.KnownNoise;
import org.sluice.inversion.noise.LaplaceLaw;
import org.sluice.inversion.noise.NoiseModel;
import org.sluice.inversion.noise.ShapedNoise;
import org.sluice.inversion.noise.StudentLaw;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.NormalQuantile;

/** The noise of simulated observations, y − G(z), against the closed form of its law. */
class SimulationTest {

  private static final int ROWS = 200_000;
  private static final double[] COVARIANCE = {0.04, 0.03, 0.09}; // Γ₁₁, Γ₂₁, Γ₂₂

  /** Laws of the components, with variance 1. */
  private enum Law {
    NORMAL(new FullNoise(2), NormalQuantile::of),
    LAPLACE(
        new ShapedNoise(new FullNoise(2), new LaplaceLaw()),
        p -> -Math.signum(p - 0.5) * Math.log(1 - 2 * Math.abs(p - 0.5)) / Math.sqrt(2)),
    /** Four degrees of freedom, for which the quantile is elementary. */
    STUDENT(
        new ShapedNoise(new FullNoise(2), new StudentLaw()),
        p -> {
          double a = Math.sqrt(4 * p * (1 - p));
          double q = Math.cos(Math.acos(a) / 3) / a;
          return Math.signum(p - 0.5) * 2 * Math.sqrt(q - 1) * Math.sqrt(0.5);
        });

    private final NoiseModel model;
    private final DoubleUnaryOperator quantile;

    Law(NoiseModel model, DoubleUnaryOperator quantile) {
      this.model = model;
      this.quantile = quantile;
    }

    double[] numbers() {
      double[] numbers = Arrays.copyOf(COVARIANCE, this == STUDENT ? 4 : 3);
      if (this == STUDENT) {
        numbers[3] = 4;
      }
      return numbers;
    }
  }

  private static Simulation simulate(NoiseModel noise, double[] numbers, KnownNoise known, int n) {
    Nature nature =
        new Nature(GaussianMeasure.diagonal(1), new LinearMap(new double[][] {{1}, {-2}}), noise);
    return Simulation.draw(nature, new double[] {0.5, 0.3}, numbers, known, n, 1, Arena.ofAuto());
  }

  @ParameterizedTest
  @EnumSource(Law.class)
  void theNoiseHasItsCovarianceAndItsQuantiles(Law law) {
    Simulation drawn = simulate(law.model, law.numbers(), null, ROWS);
    double[] first = new double[ROWS];
    double[] second = new double[ROWS];
    double[] sums = new double[3];
    double l11 = Math.sqrt(COVARIANCE[0]);
    double l21 = COVARIANCE[1] / l11;
    double l22 = Math.sqrt(COVARIANCE[2] - l21 * l21);
    for (int n = 0; n < ROWS; n++) {
      double a = drawn.observations().get(n, 0) - drawn.signal().get(n, 0);
      double b = drawn.observations().get(n, 1) - drawn.signal().get(n, 1);
      sums[0] += a * a / ROWS;
      sums[1] += a * b / ROWS;
      sums[2] += b * b / ROWS;
      first[n] = a / l11;
      second[n] = (b - l21 * first[n]) / l22;
    }
    for (int i = 0; i < 3; i++) {
      // Student's fourth moment is infinite, so that a variance comes slowly.
      double tolerance = law == Law.STUDENT ? 0.05 : 0.015;
      assertThat(sums[i]).isCloseTo(COVARIANCE[i], within(tolerance * COVARIANCE[i]));
    }
    for (double[] component : new double[][] {first, second}) {
      Arrays.sort(component);
      for (double p : new double[] {0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99}) {
        double expected = law.quantile.applyAsDouble(p);
        double density =
            2e-4 / (law.quantile.applyAsDouble(p + 1e-4) - law.quantile.applyAsDouble(p - 1e-4));
        double error = Math.sqrt(p * (1 - p) / ROWS) / density;
        assertThat(component[(int) (p * ROWS)])
            .as("quantile of %s", p)
            .isCloseTo(expected, within(4.5 * error));
      }
    }
  }

  @Test
  void theKnownPartIsThatOfItsDatum() {
    Matrix deviations = Matrix.of(new double[] {0, 0, 5, 7}, 2, 2);
    double[] covariance = {1e-20, 0, 1e-20};
    Simulation drawn = simulate(new FullNoise(2), covariance, new KnownDeviations(deviations), 400);
    double[] squares = new double[4];
    for (int n = 0; n < 400; n++) {
      for (int j = 0; j < 2; j++) {
        double error = drawn.observations().get(n, j) - drawn.signal().get(n, j);
        squares[2 * (n % 2) + j] += error * error / 200;
      }
    }
    assertThat(squares[0]).isLessThan(1e-15);
    assertThat(squares[1]).isLessThan(1e-15);
    assertThat(squares[2]).isCloseTo(25, within(0.4 * 25));
    assertThat(squares[3]).isCloseTo(49, within(0.4 * 49));
  }

  @ParameterizedTest
  @EnumSource(Law.class)
  void theFirstRowsOfMoreAreThoseOfFewer(Law law) {
    Simulation few = simulate(law.model, law.numbers(), null, 3);
    Simulation more = simulate(law.model, law.numbers(), null, 8);
    assertThat(more.observations().rows(0, 3).toDoubles())
        .isEqualTo(few.observations().toDoubles());
    assertThat(more.latent().rows(0, 3).toDoubles()).isEqualTo(few.latent().toDoubles());
  }
}
