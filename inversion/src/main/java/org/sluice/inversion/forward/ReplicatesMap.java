package org.sluice.inversion.forward;

import org.sluice.inversion.algebra.Panel;
import org.sluice.kernels.Matrix;

/** The map of one number that is measured d times: x = z · (1, …, 1). */
public final class ReplicatesMap implements DifferentiableMap {

  private final int count;

  /**
   * Makes the map to d = {@code count} replicates.
   *
   * @throws IllegalArgumentException if {@code count} is less than 1
   */
  public ReplicatesMap(int count) {
    if (count < 1) {
      throw new IllegalArgumentException(
          "the number of replicates must be at least 1, not " + count);
    }
    this.count = count;
  }

  @Override
  public int parameterDimension() {
    return 1;
  }

  @Override
  public int observationDimension() {
    return count;
  }

  @Override
  public void apply(Matrix z, Matrix x) {
    Panel.check(z, z.rows(), 1, "z");
    Panel.check(x, z.rows(), count, "x");
    for (long i = 0; i < z.rows(); i++) {
      double value = z.get(i, 0);
      for (int j = 0; j < count; j++) {
        x.set(i, j, value);
      }
    }
  }

  @Override
  public void backward(Matrix z, Matrix x, Matrix gradientX, Matrix gradientZ) {
    Panel.check(gradientX, z.rows(), count, "the gradient in x");
    Panel.check(gradientZ, z.rows(), 1, "the gradient in z");
    for (long i = 0; i < z.rows(); i++) {
      double sum = 0;
      for (int j = 0; j < count; j++) {
        sum += gradientX.get(i, j);
      }
      gradientZ.set(i, 0, sum);
    }
  }
}
