package org.sluice.inversion;

import java.util.ArrayList;
import java.util.List;
import org.sluice.inversion.measure.ParameterMeasure;
import org.sluice.kernels.Matrix;

/** A population of independent normal or log-normal parameters, as small as a test needs. */
record DiagonalPopulation(int dimension, boolean logNormal) implements ParameterMeasure {

  @Override
  public int randomDimension() {
    return dimension;
  }

  @Override
  public List<String> names() {
    List<String> names = new ArrayList<>();
    for (int j = 1; j <= dimension; j++) {
      names.add("mean[" + j + "]");
    }
    for (int j = 1; j <= dimension; j++) {
      names.add("sd[" + j + "]");
    }
    return names;
  }

  @Override
  public double[] coordinates(double[] physical) {
    double[] coordinates = physical.clone();
    for (int j = dimension; j < 2 * dimension; j++) {
      coordinates[j] = Math.log(physical[j]);
    }
    return coordinates;
  }

  @Override
  public double[] physical(double[] coordinates) {
    double[] physical = coordinates.clone();
    for (int j = dimension; j < 2 * dimension; j++) {
      physical[j] = Math.exp(coordinates[j]);
    }
    return physical;
  }

  @Override
  public void sample(double[] coordinates, Matrix omega, Matrix z) {
    for (long i = 0; i < z.rows(); i++) {
      for (int j = 0; j < dimension; j++) {
        double a = coordinates[j] + Math.exp(coordinates[dimension + j]) * omega.get(i, j);
        z.set(i, j, logNormal ? Math.exp(a) : a);
      }
    }
  }

  @Override
  public void backward(
      double[] coordinates, Matrix omega, Matrix z, Matrix gradientZ, double[] gradient) {
    for (long i = 0; i < z.rows(); i++) {
      for (int j = 0; j < dimension; j++) {
        double change = gradientZ.get(i, j) * (logNormal ? z.get(i, j) : 1);
        gradient[j] += change;
        gradient[dimension + j] +=
            change * Math.exp(coordinates[dimension + j]) * omega.get(i, j);
      }
    }
  }
}
