package org.sluice.inversion.measure;

import java.util.List;
import org.sluice.inversion.algebra.LogCoordinates;
import org.sluice.inversion.algebra.Panel;
import org.sluice.kernels.Matrix;

/**
 * A log-normal field of fixed shape, log z(x) = m + eˢ φ(x), with φ = Σ_j √(2 q_j) ω_j cos(jπx), j
 * = 1 … 20, and q_j ∝ (1 + ℓ²π²j²)^−(ν+½) of sum 1, so that φ has variance 1 on average over (0,
 * 1).
 *
 * <p>The physical numbers are {@code logMean}, m, and {@code logSd}, s: both are in log units
 * already, and coordinates as they are.
 */
public final class LogNormalField extends CosineField {

  private static final List<String> NAMES = List.of("logMean", "logSd");

  private final double[] shape;

  /**
   * The field at given positions.
   *
   * @param positions in [0, 1]; the columns of z
   * @param length ℓ, positive
   * @param smoothness ν, positive
   * @throws IllegalArgumentException naming the argument out of range
   */
  public LogNormalField(double[] positions, double length, double smoothness) {
    super(positions);
    LogCoordinates.logarithm("the field", "length", length);
    LogCoordinates.logarithm("the field", "smoothness", smoothness);
    this.shape = new double[MODES];
    double sum = 0;
    for (int j = 0; j < MODES; j++) {
      double frequency = length * Math.PI * (j + 1);
      shape[j] = Math.pow(1 + frequency * frequency, -(smoothness + 0.5));
      sum += shape[j];
    }
    for (int j = 0; j < MODES; j++) {
      shape[j] = Math.sqrt(2 * shape[j] / sum);
    }
  }

  @Override
  public List<String> names() {
    return NAMES;
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
    Panel.check(omega, omega.rows(), MODES, "ω");
    Panel.check(z, omega.rows(), dimension(), "z");
    double scale = Math.exp(coordinates[1]);
    double[] coefficients = new double[MODES];
    for (int j = 0; j < MODES; j++) {
      coefficients[j] = scale * shape[j];
    }
    Panel normals = new Panel(MODES);
    Panel field = new Panel(dimension());
    for (long first = 0; first < z.rows(); first += Panel.LANES) {
      int lanes = Panel.lanes(z.rows(), first);
      normals.load(omega, first, lanes);
      for (int i = 0; i < dimension(); i++) {
        series(i, coordinates[0], coefficients, normals, field);
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
    Panel.check(omega, z.rows(), MODES, "ω");
    Panel.check(z, z.rows(), dimension(), "z");
    Panel.check(gradientZ, z.rows(), dimension(), "the gradient in z");
    double scale = Math.exp(coordinates[1]);
    Panel normals = new Panel(MODES);
    Panel field = new Panel(dimension());
    Panel gradients = new Panel(dimension());
    Panel projections = new Panel(MODES);
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
      project(gradients, projections);
      for (int j = 0; j < MODES; j++) {
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
