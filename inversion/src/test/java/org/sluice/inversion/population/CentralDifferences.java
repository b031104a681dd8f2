package org.sluice.inversion.population;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * Gradients by central differences of fourth order, and their comparison with hand-written ones.
 */
public final class CentralDifferences {

  private static final double STEP = 1e-4;

  private CentralDifferences() {}

  /** The gradient of a function at a point. */
  public static double[] gradient(ToDoubleFunction<double[]> function, double[] point) {
    double[] gradient = new double[point.length];
    for (int i = 0; i < point.length; i++) {
      double step = STEP * Math.max(1, Math.abs(point[i]));
      double near = at(function, point, i, step) - at(function, point, i, -step);
      double far = at(function, point, i, 2 * step) - at(function, point, i, -2 * step);
      gradient[i] = (8 * near - far) / (12 * step);
    }
    return gradient;
  }

  /** Asserts that a gradient is right to {@code relative} of its largest entry. */
  public static void assertGradient(
      double[] gradient, ToDoubleFunction<double[]> function, double[] point, double relative) {
    double[] expected = gradient(function, point);
    double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
    assertThat(gradient).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(gradient[i]).as("entry %d", i).isCloseTo(expected[i], within(relative * largest));
    }
  }

  private static double at(
      ToDoubleFunction<double[]> function, double[] point, int i, double change) {
    double[] moved = point.clone();
    moved[i] += change;
    return function.applyAsDouble(moved);
  }
}
