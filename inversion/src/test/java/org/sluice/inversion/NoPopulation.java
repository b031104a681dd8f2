package org.sluice.inversion;

import java.util.List;
import org.sluice.inversion.measure.ParameterMeasure;
import org.sluice.kernels.Matrix;

/** Nothing to learn: z has no columns. */
record NoPopulation() implements ParameterMeasure {

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
    return new double[0];
  }

  @Override
  public double[] physical(double[] coordinates) {
    return new double[0];
  }

  @Override
  public void sample(double[] coordinates, Matrix omega, Matrix z) {}

  @Override
  public void backward(
      double[] coordinates, Matrix omega, Matrix z, Matrix gradientZ, double[] gradient) {}
}
