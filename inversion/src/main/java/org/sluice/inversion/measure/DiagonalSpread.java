package org.sluice.inversion.measure;

import java.util.Arrays;
import java.util.List;
import org.sluice.inversion.algebra.LogCoordinates;
import org.sluice.inversion.algebra.Panel;
import org.sluice.inversion.optimise.CoordinateKind;

/** The spread of independent parameters: L = diag(eˢ), with the coordinates s. */
record DiagonalSpread(int dimension) implements Spread {

  @Override
  public List<String> names(String suffix) {
    return CoordinateNames.indexed("sd" + suffix, dimension);
  }

  @Override
  public CoordinateKind kind(int coordinate) {
    return CoordinateKind.LOGARITHM;
  }

  @Override
  public void coordinates(List<String> names, double[] physical, double[] coordinates) {
    for (int j = dimension; j < 2 * dimension; j++) {
      coordinates[j] = LogCoordinates.logarithm(CoordinateNames.OWNER, names.get(j), physical[j]);
    }
  }

  @Override
  public void physical(double[] coordinates, double[] physical) {
    for (int j = dimension; j < 2 * dimension; j++) {
      physical[j] = Math.exp(coordinates[j]);
    }
  }

  @Override
  public void independent(double[] sd, double[] physical) {
    System.arraycopy(sd, 0, physical, dimension, dimension);
  }

  @Override
  public void apply(double[] coordinates, Panel omega, Panel a) {
    for (int j = 0; j < dimension; j++) {
      a.addScaled(j, Math.exp(coordinates[dimension + j]), omega.column(j));
    }
  }

  @Override
  public void backward(
      double[] coordinates, Panel omega, Panel gradientA, int lanes, double[] gradient) {
    double[] products = new double[Panel.LANES];
    for (int j = 0; j < dimension; j++) {
      Arrays.fill(products, 0);
      Panel.addProduct(products, gradientA.column(j), omega.column(j));
      gradient[dimension + j] +=
          Math.exp(coordinates[dimension + j]) * Panel.sum(0, products, lanes);
    }
  }

  @Override
  public double[] factor(double[] coordinates) {
    double[] lower = new double[dimension * dimension];
    for (int j = 0; j < dimension; j++) {
      lower[j * dimension + j] = Math.exp(coordinates[dimension + j]);
    }
    return lower;
  }

  @Override
  public void factorBackward(double[] coordinates, double[] gradientLower, double[] gradient) {
    for (int j = 0; j < dimension; j++) {
      double derivative = Math.exp(coordinates[dimension + j]);
      gradient[dimension + j] += derivative * gradientLower[j * dimension + j];
    }
  }
}
