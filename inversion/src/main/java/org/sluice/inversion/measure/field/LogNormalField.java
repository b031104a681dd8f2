package org.sluice.inversion.measure.field;

import java.util.List;
import org.sluice.inversion.algebra.LogCoordinates;
import org.sluice.inversion.algebra.Panel;
import org.sluice.inversion.optimise.CoordinateKind;
import org.sluice.kernels.Matrix;

/**
 * A log-normal field with a fixed correlation, log z(x) = m + eˢ φ(x), with φ = Σ_j √(2ᴰ q_j) ω_j
 * cos(jπx) in D = 1 dimension, or products of two such cosines in D = 2 ({@link FieldGrid}). The
 * weights q_j ∝ (1 + ℓ²π²|j|²)^−(ν+D/2) have the sum 1, so that the variance of φ is 1 on average.
 *
 * <p>The physical numbers are {@code logMean}, m, and {@code logSd}, s. They are the coordinates,
 * too.
 */
public final class LogNormalField extends CosineField {

  private static final List<String> NAMES = List.of("logMean", "logSd");

  private final double[] shape;

  /**
   * Makes the field on a grid.
   *
   * @param length ℓ, positive
   * @param smoothness ν, positive
   * @throws IllegalArgumentException naming the argument out of range
   */
  public LogNormalField(FieldGrid grid, double length, double smoothness) {
    super(grid);
    LogCoordinates.logarithm("the field", "length", length);
    LogCoordinates.logarithm("the field", "smoothness", smoothness);
    int modes = grid.modes();
    double exponent = -(smoothness + 0.5 * grid.axes());
    this.shape = new double[modes];
    double sum = 0;
    for (int j = 0; j < modes; j++) {
      double squaredFrequency = length * length * Math.PI * Math.PI * grid.squaredIndex(j);
      shape[j] = Math.pow(1 + squaredFrequency, exponent);
      sum += shape[j];
    }
    for (int j = 0; j < modes; j++) {
      shape[j] = Math.sqrt(shape[j] / (sum * grid.squaredNorm()));
    }
  }

  @Override
  public List<String> names() {
    return NAMES;
  }

  @Override
  public CoordinateKind kind(int coordinate) {
    return coordinate == 0 ? CoordinateKind.PURE : CoordinateKind.LOGARITHM;
  }

  @Override
  public double[] coordinates(double[] physical) {
    LogCoordinates.checkCount("the field", NAMES, physical);
    for (int i = 0; i < physical.length; i++) {
      LogCoordinates.finite("the field", NAMES.get(i), physical[i]);
    }
    return physical.clone();
  }

  @Override
  public double[] physical(double[] coordinates) {
    return coordinates.clone();
  }

  @Override
  public void sample(double[] coordinates, Matrix omega, Matrix z) {
    int modes = grid().modes();
    Panel.check(omega, omega.rows(), modes, "ω");
    Panel.check(z, omega.rows(), dimension(), "z");
    double scale = Math.exp(coordinates[1]);
    double[] coefficients = new double[modes];
    for (int j = 0; j < modes; j++) {
      coefficients[j] = scale * shape[j];
    }
    CosineSeries series = grid().series();
    Panel normals = new Panel(modes);
    Panel field = new Panel(dimension());
    for (long first = 0; first < z.rows(); first += Panel.LANES) {
      int lanes = Panel.lanes(z.rows(), first);
      normals.load(omega, first, lanes);
      series.evaluate(coordinates[0], coefficients, normals, field);
      for (int i = 0; i < dimension(); i++) {
        double[] value = field.column(i);
        for (int l = 0; l < lanes; l++) {
          value[l] = Math.exp(value[l]);
        }
      }
      field.store(z, first, lanes);
    }
  }

  @Override
  public void backward(
      double[] coordinates, Matrix omega, Matrix z, Matrix gradientZ, double[] gradient) {
    int modes = grid().modes();
    Panel.check(omega, z.rows(), modes, "ω");
    Panel.check(z, z.rows(), dimension(), "z");
    Panel.check(gradientZ, z.rows(), dimension(), "the gradient in z");
    double scale = Math.exp(coordinates[1]);
    CosineSeries series = grid().series();
    Panel normals = new Panel(modes);
    Panel field = new Panel(dimension());
    Panel gradients = new Panel(dimension());
    Panel projections = new Panel(modes);
    // Column 0 is ∂J/∂m of each sample, column 1 ∂J/∂eˢ.
    Panel bySample = new Panel(2);
    for (long first = 0; first < z.rows(); first += Panel.LANES) {
      int lanes = Panel.lanes(z.rows(), first);
      normals.load(omega, first, lanes);
      field.load(z, first, lanes);
      gradients.load(gradientZ, first, lanes);
      bySample.fill(0, 0);
      bySample.fill(1, 0);
      for (int i = 0; i < dimension(); i++) {
        double[] value = field.column(i);
        double[] column = gradients.column(i);
        for (int l = 0; l < Panel.LANES; l++) {
          column[l] *= value[l];
        }
        bySample.addScaled(0, 1, column);
      }
      series.project(gradients, projections);
      for (int j = 0; j < modes; j++) {
        double[] projection = projections.column(j);
        double coefficient = shape[j];
        for (int l = 0; l < Panel.LANES; l++) {
          projection[l] *= coefficient;
        }
        Panel.addProduct(bySample.column(1), projection, normals.column(j));
      }
      gradient[0] = Panel.sum(gradient[0], bySample.column(0), lanes);
      gradient[1] += scale * Panel.sum(0, bySample.column(1), lanes);
    }
  }
}
