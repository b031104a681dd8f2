package org.sluice.inversion.forward;

import org.sluice.inversion.algebra.Panel;
import org.sluice.kernels.Matrix;

/**
 * The map of systems without parameters to x = 0: observations are nothing but noise. It goes with
 * {@link org.sluice.inversion.measure.EmptyMeasure}.
 */
public final class ZeroMap implements DifferentiableMap {

  private final int observationDimension;

  /**
   * Makes the map to d = {@code observationDimension} zeros.
   *
   * @throws IllegalArgumentException if that is less than 1
   */
  public ZeroMap(int observationDimension) {
    if (observationDimension < 1) {
      throw new IllegalArgumentException(
          "the number of observations must be at least 1, not " + observationDimension);
    }
    this.observationDimension = observationDimension;
  }

  @Override
  public int parameterDimension() {
    return 0;
  }

  @Override
  public int observationDimension() {
    return observationDimension;
  }

  @Override
  public void apply(Matrix z, Matrix x) {
    Panel.check(z, z.rows(), 0, "z");
    Panel.check(x, z.rows(), observationDimension, "x");
    for (long i = 0; i < x.rows(); i++) {
      for (int j = 0; j < observationDimension; j++) {
        x.set(i, j, 0);
      }
    }
  }

  /** Writes nothing: the gradient in z has no columns. */
  @Override
  public void backward(Matrix z, Matrix x, Matrix gradientX, Matrix gradientZ) {
    Panel.check(gradientX, z.rows(), observationDimension, "the gradient in x");
    Panel.check(gradientZ, z.rows(), 0, "the gradient in z");
  }
}
