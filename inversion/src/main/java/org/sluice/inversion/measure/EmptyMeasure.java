package org.sluice.inversion.measure;

import java.util.List;
import org.sluice.inversion.algebra.LogCoordinates;
import org.sluice.inversion.algebra.Panel;
import org.sluice.kernels.Matrix;

/**
 * The law of systems without parameters, q = 0. Together with {@link
 * org.sluice.inversion.forward.ZeroMap} it makes an inversion that recovers noise only. The
 * matrices z and ω have n rows and no columns.
 */
public final class EmptyMeasure implements ParameterMeasure {

  /** The only such law. */
  public EmptyMeasure() {}

  @Override
  public int dimension() {
    return 0;
  }

  @Override
  public int randomDimension() {
    return 0;
  }

  @Override
  public List<String> names() {
    return List.of();
  }

  @Override
  public double[] coordinates(double[] physical) {
    LogCoordinates.checkCount(CoordinateNames.OWNER, names(), physical);
    return new double[0];
  }

  @Override
  public double[] physical(double[] coordinates) {
    return new double[0];
  }

  @Override
  public void sample(double[] coordinates, Matrix omega, Matrix z) {
    Panel.check(omega, omega.rows(), 0, "ω");
    Panel.check(z, omega.rows(), 0, "z");
  }

  @Override
  public void backward(
      double[] coordinates, Matrix omega, Matrix z, Matrix gradientZ, double[] gradient) {
    Panel.check(gradientZ, omega.rows(), 0, "the gradient in z");
  }
}
