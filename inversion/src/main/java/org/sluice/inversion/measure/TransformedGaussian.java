package org.sluice.inversion.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sluice.inversion.algebra.LogCoordinates;
import org.sluice.inversion.algebra.Panel;
import org.sluice.inversion.optimise.CoordinateKind;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Matrix;

/** A transformed Gaussian, z = t(m + L ω), where the function t acts on each entry. */
abstract class TransformedGaussian implements ParameterMeasure {

  private final int dimension;
  private final Spread spread;
  private final List<String> names;

  /**
   * Names the numbers of q = {@code dimension} parameters.
   *
   * @param location name of the first q physical numbers
   * @param suffix of the names of the spread's numbers, such as {@code OfLog}
   */
  TransformedGaussian(int dimension, Spread spread, String location, String suffix) {
    if (dimension < 1) {
      throw new IllegalArgumentException(
          "the population must have at least 1 parameter, not " + dimension);
    }
    this.dimension = dimension;
    this.spread = spread;
    List<String> all = new ArrayList<>(CoordinateNames.indexed(location, dimension));
    all.addAll(spread.names(suffix));
    this.names = List.copyOf(all);
  }

  /** values ← t(values). */
  abstract void transform(Panel values);

  /** gradient ← t′ · gradient, where {@code z} holds the values of t. */
  abstract void pullBack(Panel z, Panel gradient);

  @Override
  public final int dimension() {
    return dimension;
  }

  @Override
  public final int randomDimension() {
    return dimension;
  }

  @Override
  public final List<String> names() {
    return names;
  }

  /** Whether the means of the Gaussian have no unit, and with them its standard deviations. */
  abstract boolean isUnitFree();

  @Override
  public final CoordinateKind kind(int coordinate) {
    CoordinateKind kind =
        coordinate < dimension ? CoordinateKind.LINEAR : spread.kind(coordinate - dimension);
    return kind == CoordinateKind.LINEAR && isUnitFree() ? CoordinateKind.PURE : kind;
  }

  @Override
  public double[] coordinates(double[] physical) {
    LogCoordinates.checkCount(CoordinateNames.OWNER, names, physical);
    double[] coordinates = new double[physical.length];
    for (int j = 0; j < dimension; j++) {
      coordinates[j] = LogCoordinates.finite(CoordinateNames.OWNER, names.get(j), physical[j]);
    }
    spread.coordinates(names, physical, coordinates);
    return coordinates;
  }

  @Override
  public double[] physical(double[] coordinates) {
    double[] physical = coordinates.clone();
    spread.physical(coordinates, physical);
    return physical;
  }

  /** The physical numbers of independent parameters with these moments, if t is the identity. */
  final double[] independent(double[] mean, double[] sd) {
    double[] physical = Arrays.copyOf(mean, names.size());
    spread.independent(sd, physical);
    return physical;
  }

  @Override
  public final void sample(double[] coordinates, Matrix omega, Matrix z) {
    Panel.check(omega, omega.rows(), dimension, "ω");
    Panel.check(z, omega.rows(), dimension, "z");
    Panel normals = new Panel(dimension);
    Panel values = new Panel(dimension);
    for (long first = 0; first < z.rows(); first += Panel.LANES) {
      int lanes = Panel.lanes(z.rows(), first);
      normals.load(omega, first, lanes);
      for (int j = 0; j < dimension; j++) {
        values.fill(j, coordinates[j]);
      }
      spread.apply(coordinates, normals, values);
      transform(values);
      values.store(z, first, lanes);
    }
  }

  @Override
  public final void backward(
      double[] coordinates, Matrix omega, Matrix z, Matrix gradientZ, double[] gradient) {
    Panel.check(omega, z.rows(), dimension, "ω");
    Panel.check(z, z.rows(), dimension, "z");
    Panel.check(gradientZ, z.rows(), dimension, "the gradient in z");
    Panel normals = new Panel(dimension);
    Panel values = new Panel(dimension);
    Panel gradients = new Panel(dimension);
    for (long first = 0; first < z.rows(); first += Panel.LANES) {
      int lanes = Panel.lanes(z.rows(), first);
      normals.load(omega, first, lanes);
      values.load(z, first, lanes);
      gradients.load(gradientZ, first, lanes);
      pullBack(values, gradients);
      for (int j = 0; j < dimension; j++) {
        gradient[j] = Panel.sum(gradient[j], gradients.column(j), lanes);
      }
      spread.backward(coordinates, normals, gradients, lanes, gradient);
    }
  }

  /** The same map on a backend, where t is the exponential or the identity. */
  final PushforwardOnBackend onBackend(Backend backend, long rows, boolean exponential) {
    return new GaussianOnBackend(backend, rows, dimension, spread, exponential);
  }
}
