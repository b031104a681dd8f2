package org.sluice.inversion.measure;

import java.util.Arrays;
import java.util.List;
import org.sluice.inversion.algebra.LogCholesky;
import org.sluice.inversion.algebra.Panel;
import org.sluice.inversion.optimise.CoordinateKind;

/** The spread of dependent parameters: L lower triangular, with logarithms on its diagonal. */
record FullSpread(int dimension, LogCholesky logCholesky) implements Spread {

  FullSpread(int dimension) {
    this(dimension, new LogCholesky(dimension));
  }

  @Override
  public List<String> names(String suffix) {
    return logCholesky.names("covariance" + suffix);
  }

  @Override
  public CoordinateKind kind(int coordinate) {
    return LogCholesky.kind(coordinate);
  }

  @Override
  public void coordinates(List<String> names, double[] physical, double[] coordinates) {
    try {
      logCholesky.coordinates(physical, coordinates, dimension);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          CoordinateNames.OWNER + "'s covariance: " + e.getMessage(), e);
    }
  }

  @Override
  public void physical(double[] coordinates, double[] physical) {
    logCholesky.physical(coordinates, physical, dimension);
  }

  @Override
  public void independent(double[] sd, double[] physical) {
    Arrays.fill(physical, dimension, physical.length, 0);
    for (int j = 0, diagonal = dimension; j < dimension; j++, diagonal += j + 1) {
      physical[diagonal] = sd[j] * sd[j];
    }
  }

  @Override
  public void apply(double[] coordinates, Panel omega, Panel a) {
    double[] lower = factor(coordinates);
    for (int i = 0; i < dimension; i++) {
      for (int j = 0; j <= i; j++) {
        a.addScaled(i, lower[i * dimension + j], omega.column(j));
      }
    }
  }

  @Override
  public void backward(
      double[] coordinates, Panel omega, Panel gradientA, int lanes, double[] gradient) {
    double[] gradientLower = new double[dimension * dimension];
    double[] products = new double[Panel.LANES];
    for (int i = 0; i < dimension; i++) {
      for (int j = 0; j <= i; j++) {
        Arrays.fill(products, 0);
        Panel.addProduct(products, gradientA.column(i), omega.column(j));
        gradientLower[i * dimension + j] = Panel.sum(0, products, lanes);
      }
    }
    factorBackward(coordinates, gradientLower, gradient);
  }

  @Override
  public void factorBackward(double[] coordinates, double[] gradientLower, double[] gradient) {
    logCholesky.backward(factor(coordinates), gradientLower, gradient, dimension);
  }

  @Override
  public double[] factor(double[] coordinates) {
    double[] lower = new double[dimension * dimension];
    logCholesky.factor(coordinates, dimension, lower);
    return lower;
  }
}
