package org.sluice.inversion.population;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.sluice.inversion.population.examine.SampleDistance;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Backends;
import org.sluice.kernels.DirectionScheme;
import org.sluice.kernels.Directions;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;
import org.sluice.kernels.Philox;
import org.sluice.kernels.SlicedWasserstein;

/**
 * The mean of the estimates of γ over many small data sets without a signal. At fixed random
 * numbers the loss at fixed weight is the parabola m₂ − 2γA + γ²B, three values of which give its
 * coefficients, and {@link PureNoiseTest} shows that the cut gradient ends at A/B and the standard
 * one at m₂/A. Expected, with w = E W₂² between samples of sizes N and M, are γ† (1 − w/2) and γ† /
 * (1 − w/2) for the plain loss, and γ† and γ† / (1 − w/2), with M = N, for the corrected one; the
 * standard gradient's only for the loss averaged over data sets, since m₂/A is no linear function
 * of the data as A/B is.
 */
class PureNoiseBiasTest {

  private static final int DATA_SETS = 2000;
  private static final int ROWS = 5;
  private static final int SAMPLES = 400;
  private static final int DIMENSION = 4;
  private static final int SLICES = 8;
  private static final double TRUTH = 0.7;

  @Test
  void theCorrectedCutEstimateIsUnbiasedAndTheOthersAreAsTheorySays() {
    Ratio corrected = new Ratio();
    Ratio cut = new Ratio();
    Ratio standard = new Ratio();
    Ratio standardCorrected = new Ratio();
    SlicedWasserstein.Shape shape =
        SlicedWasserstein.Shape.of(ElementType.F64, SAMPLES, ROWS, DIMENSION, SLICES);
    try (Parallelism one = Parallelism.of(1);
        Backend backend = Backends.open("scalar", one).backend();
        SlicedWasserstein plain = backend.slicedWasserstein(shape);
        SlicedWasserstein inBatches =
            backend.slicedWasserstein(shape.withBatches(SAMPLES / ROWS))) {
      for (int set = 0; set < DATA_SETS; set++) {
        Matrix data = normals(ROWS, TRUTH, 3L * set);
        Matrix zeta = normals(SAMPLES, 1, 3L * set + 1);
        Matrix directions = Matrix.of(new double[SLICES * DIMENSION], SLICES, DIMENSION);
        Directions.fill(DirectionScheme.ORTHOGONAL, 5, 3L * set + 2, directions);
        Parabola whole = Parabola.of(plain, zeta, data, directions);
        cut.add(whole.a() / whole.b(), 1);
        standard.add(whole.m2(), whole.a());
        Parabola batched = Parabola.of(inBatches, zeta, data, directions);
        corrected.add(batched.a() / batched.b(), 1);
        standardCorrected.add(batched.m2(), batched.a());
      }
    }
    double w = SampleDistance.expected(ROWS, SAMPLES);
    corrected.requireWithin(3, TRUTH);
    cut.requireWithin(3, TRUTH * (1 - w / 2));
    standard.requireWithin(3, TRUTH / (1 - w / 2));
    double ofBatches = SampleDistance.expected(ROWS, ROWS);
    standardCorrected.requireWithin(3, TRUTH / (1 - ofBatches / 2));
    // The errors of the means must be small enough for that to say something.
    assertThat(corrected.error()).isLessThan(0.01 * TRUTH);
    assertThat(w).isGreaterThan(0.3);
  }

  private static Matrix normals(int rows, double scale, long stream) {
    Matrix matrix = Matrix.of(new double[rows * DIMENSION], rows, DIMENSION);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < DIMENSION; j++) {
        matrix.set(i, j, scale * Philox.normal(31, stream, (long) i * DIMENSION + j));
      }
    }
    return matrix;
  }

  /** The loss of data against γζ as m₂ − 2γA + γ²B. */
  private record Parabola(double m2, double a, double b) {

    static Parabola of(SlicedWasserstein plan, Matrix zeta, Matrix data, Matrix directions) {
      double zero = loss(plan, zeta, 0, data, directions);
      double one = loss(plan, zeta, 1, data, directions);
      double two = loss(plan, zeta, 2, data, directions);
      double b = (two - 2 * one + zero) / 2;
      return new Parabola(zero, (zero + b - one) / 2, b);
    }

    private static double loss(
        SlicedWasserstein plan, Matrix zeta, double gamma, Matrix data, Matrix directions) {
      Matrix samples = Matrix.of(new double[SAMPLES * DIMENSION], SAMPLES, DIMENSION);
      for (int i = 0; i < SAMPLES; i++) {
        for (int j = 0; j < DIMENSION; j++) {
          samples.set(i, j, gamma * zeta.get(i, j));
        }
      }
      return plan.evaluate(
          SlicedWasserstein.Inputs.of(samples, data, directions),
          new SlicedWasserstein.Outputs(null, null, null));
    }
  }

  /** The ratio of two means over data sets, and its standard error to first order. */
  private static final class Ratio {

    private final double[] numerators = new double[DATA_SETS];
    private final double[] denominators = new double[DATA_SETS];
    private int count;

    void add(double numerator, double denominator) {
      numerators[count] = numerator;
      denominators[count] = denominator;
      count++;
    }

    double value() {
      return Arrays.stream(numerators).sum() / Arrays.stream(denominators).sum();
    }

    double error() {
      double ratio = value();
      double squares = 0;
      for (int i = 0; i < count; i++) {
        double residual = numerators[i] - ratio * denominators[i];
        squares += residual * residual;
      }
      return Math.sqrt(squares) / Arrays.stream(denominators).sum();
    }

    void requireWithin(double errors, double expected) {
      assertThat(Math.abs(value() - expected)).isLessThan(errors * error());
    }
  }
}
