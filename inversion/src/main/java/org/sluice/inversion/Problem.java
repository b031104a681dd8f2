package org.sluice.inversion;

import org.sluice.inversion.forward.DifferentiableMap;
import org.sluice.inversion.forward.ForwardMap;
import org.sluice.inversion.measure.ParameterMeasure;
import org.sluice.inversion.noise.NoiseModel;
import org.sluice.kernels.Matrix;

/**
 * A populational inverse problem: from y⁽ⁿ⁾ = G(z⁽ⁿ⁾) + ξ⁽ⁿ⁾, n = 1 … N, recover the law μ(α) of z
 * and the noise law N(0, Γ).
 *
 * @param measure the family μ(α)
 * @param forward G
 * @param noise the family η(Γ)
 * @param data the observations, N × d, a host matrix of type {@code F64}, all finite
 */
public record Problem(ParameterMeasure measure, ForwardMap forward, NoiseModel noise, Matrix data) {

  /**
   * Checks that the parts fit.
   *
   * @throws IllegalArgumentException naming the two parts whose dimensions differ
   */
  public Problem {
    if (measure.dimension() != forward.parameterDimension()) {
      throw new IllegalArgumentException(
          "the population has %d parameters but the forward map takes %d"
              .formatted(measure.dimension(), forward.parameterDimension()));
    }
    if (forward.observationDimension() != noise.dimension()) {
      throw new IllegalArgumentException(
          "the forward map gives %d observations but the noise model has dimension %d"
              .formatted(forward.observationDimension(), noise.dimension()));
    }
    if (data.rows() < 1) {
      throw new IllegalArgumentException("the data have no rows; at least one is needed");
    }
    if (data.columns() != noise.dimension()) {
      throw new IllegalArgumentException(
          "the data have %d columns but the forward map gives %d observations"
              .formatted(data.columns(), noise.dimension()));
    }
  }

  /**
   * G with the derivatives that an inversion follows.
   *
   * @throws IllegalArgumentException if it has none
   */
  public DifferentiableMap differentiable() {
    if (forward instanceof DifferentiableMap map) {
      return map;
    }
    throw new IllegalArgumentException(
        "the forward map has no derivatives, so it can be simulated from but not inverted; put a surrogate in its place");
  }

  /**
   * The square root of the mean, over columns, of the data's variance about the column's mean; for
   * data without any spread, such as a single observation, their root mean square, or 1 if that
   * vanishes too.
   */
  public double pooledStandardDeviation() {
    double squares = 0;
    double spread = 0;
    for (long j = 0; j < data.columns(); j++) {
      double mean = 0;
      for (long n = 0; n < data.rows(); n++) {
        mean += data.get(n, j) / data.rows();
        squares += data.get(n, j) * data.get(n, j);
      }
      for (long n = 0; n < data.rows(); n++) {
        double difference = data.get(n, j) - mean;
        spread += difference * difference;
      }
    }
    double entries = (double) data.rows() * data.columns();
    if (spread > 0) {
      return Math.sqrt(spread / (entries - data.columns()));
    }
    return squares > 0 ? Math.sqrt(squares / entries) : 1;
  }
}
