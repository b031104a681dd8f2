package org.sluice.inversion.measure.field;

import java.util.Arrays;
import java.util.List;
import org.sluice.inversion.algebra.LogCoordinates;
import org.sluice.inversion.algebra.Panel;
import org.sluice.inversion.optimise.CoordinateKind;
import org.sluice.kernels.Matrix;

/**
 * A log-normal Whittle–Matérn field, z(x) = exp Σ_j √q_j ω_j cos(jπx) in D = 1 dimension, or with
 * products of two cosines in D = 2 ({@link FieldGrid}), q_j = c ℓᴰ (1 + ℓ²π²|j|²)^−(ν+D/2) and c =
 * σ² 2ᴰ π^(D/2) Γ(ν+D/2)/Γ(ν) (Akyildiz, Girolami, Stuart and Vadeboncoeur, arXiv 2405.17955).
 *
 * <p>The physical numbers are {@code length}, ℓ, and {@code smoothness}, ν; the coordinates are
 * their logarithms. The standard deviation σ is fixed, since data hardly identify all three.
 */
public final class WhittleMaternField extends CosineField {

  private static final LogCoordinates NUMBERS =
      new LogCoordinates("the field", List.of("length", "smoothness"));

  private final double standardDeviation;

  /**
   * Makes the field on a grid.
   *
   * @param standardDeviation σ, positive
   * @throws IllegalArgumentException naming the argument out of range
   */
  public WhittleMaternField(FieldGrid grid, double standardDeviation) {
    super(grid);
    LogCoordinates.logarithm("the field", "sd", standardDeviation);
    this.standardDeviation = standardDeviation;
  }

  @Override
  public List<String> names() {
    return NUMBERS.names();
  }

  @Override
  public CoordinateKind kind(int coordinate) {
    return CoordinateKind.PURE;
  }

  @Override
  public double[] coordinates(double[] physical) {
    return NUMBERS.coordinates(physical);
  }

  @Override
  public double[] physical(double[] coordinates) {
    return NUMBERS.physical(coordinates);
  }

  @Override
  public void sample(double[] coordinates, Matrix omega, Matrix z) {
    int modes = grid().modes();
    Panel.check(omega, omega.rows(), modes, "ω");
    Panel.check(z, omega.rows(), dimension(), "z");
    double[] amplitudes = amplitudes(coordinates);
    CosineSeries series = grid().series();
    Panel normals = new Panel(modes);
    Panel field = new Panel(dimension());
    for (long first = 0; first < z.rows(); first += Panel.LANES) {
      int lanes = Panel.lanes(z.rows(), first);
      normals.load(omega, first, lanes);
      series.evaluate(0, amplitudes, normals, field);
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
    double[] amplitudes = amplitudes(coordinates);
    double length = Math.exp(coordinates[0]);
    double smoothness = Math.exp(coordinates[1]);
    int axes = grid().axes();
    double digammas =
        GammaFunction.logarithmDerivative(smoothness + 0.5 * axes)
            - GammaFunction.logarithmDerivative(smoothness);
    CosineSeries series = grid().series();
    Panel normals = new Panel(modes);
    Panel field = new Panel(dimension());
    Panel gradients = new Panel(dimension());
    Panel projections = new Panel(modes);
    double[] products = new double[Panel.LANES];
    for (long first = 0; first < z.rows(); first += Panel.LANES) {
      int lanes = Panel.lanes(z.rows(), first);
      normals.load(omega, first, lanes);
      field.load(z, first, lanes);
      gradients.load(gradientZ, first, lanes);
      for (int i = 0; i < dimension(); i++) {
        double[] value = field.column(i);
        double[] column = gradients.column(i);
        for (int l = 0; l < Panel.LANES; l++) {
          column[l] *= value[l];
        }
      }
      series.project(gradients, projections);
      for (int j = 0; j < modes; j++) {
        Arrays.fill(products, 0);
        Panel.addProduct(products, projections.column(j), normals.column(j));
        double byAmplitude = Panel.sum(0, products, lanes);
        double square = length * length * Math.PI * Math.PI * grid().squaredIndex(j);
        double logByLogLength = axes - (2 * smoothness + axes) * square / (1 + square);
        double logByLogSmoothness = smoothness * (digammas - Math.log1p(square));
        gradient[0] += byAmplitude * amplitudes[j] * 0.5 * logByLogLength;
        gradient[1] += byAmplitude * amplitudes[j] * 0.5 * logByLogSmoothness;
      }
    }
  }

  /** √q_j. */
  private double[] amplitudes(double[] coordinates) {
    int modes = grid().modes();
    int axes = grid().axes();
    double length = Math.exp(coordinates[0]);
    double smoothness = Math.exp(coordinates[1]);
    // In logarithms, since Γ(ν) overflows for much smaller ν than Γ(ν+½)/Γ(ν).
    double logFactor =
        2 * Math.log(standardDeviation)
            + axes * (Math.log(2) + 0.5 * Math.log(Math.PI) + coordinates[0])
            + GammaFunction.logarithm(smoothness + 0.5 * axes)
            - GammaFunction.logarithm(smoothness);
    double[] amplitudes = new double[modes];
    for (int j = 0; j < modes; j++) {
      double square = length * length * Math.PI * Math.PI * grid().squaredIndex(j);
      amplitudes[j] = Math.exp(0.5 * (logFactor - (smoothness + 0.5 * axes) * Math.log1p(square)));
    }
    return amplitudes;
  }
}
