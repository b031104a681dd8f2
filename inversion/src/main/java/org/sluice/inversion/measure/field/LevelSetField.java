package org.sluice.inversion.measure.field;

import java.util.Arrays;
import java.util.List;
import org.sluice.inversion.algebra.LogCoordinates;
import org.sluice.inversion.algebra.Panel;
import org.sluice.inversion.optimise.CoordinateKind;
import org.sluice.kernels.Matrix;

/**
 * A field with two values, chosen by the sign of a Gaussian field a(x) = Σ_n (|n|²π² + λ²)^−2 ω_n
 * cos(nπx), or with products of two cosines in a square ({@link FieldGrid}; Akyildiz, Girolami,
 * Stuart and Vadeboncoeur, arXiv 2405.17955). The smooth version is
 *
 * <pre>  z = κ₋ + (κ₊ − κ₋) (1 + tanh(s ā)) / 2,   ā = a / ‖a‖ in L²;</pre>
 *
 * the sharp version is κ₋ where a &lt; 0 and κ₊ elsewhere. Inversions use the smooth version as a
 * model; data are simulated with the sharp one.
 *
 * <p>The physical numbers are {@code lambda}, {@code kappaMinus} and {@code kappaPlus}; the
 * coordinates are their logarithms.
 */
public final class LevelSetField extends CosineField {

  /** s of the smooth version in one dimension. */
  public static final double SHARPNESS = 10;

  /** s of the smooth version in two dimensions. */
  public static final double SHARPNESS_IN_SQUARE = 5;

  private static final LogCoordinates NUMBERS =
      new LogCoordinates("the field", List.of("lambda", "kappaMinus", "kappaPlus"));

  private final double sharpness;

  private LevelSetField(FieldGrid grid, double sharpness) {
    super(grid);
    this.sharpness = sharpness;
  }

  /**
   * Makes the smooth version, with s = {@value #SHARPNESS} on a line and {@value
   * #SHARPNESS_IN_SQUARE} in a square.
   */
  public static LevelSetField smooth(FieldGrid grid) {
    return new LevelSetField(grid, grid.axes() == 1 ? SHARPNESS : SHARPNESS_IN_SQUARE);
  }

  /** Makes the sharp version. Its derivative with respect to λ is zero wherever it exists. */
  public static LevelSetField sharp(FieldGrid grid) {
    return new LevelSetField(grid, Double.POSITIVE_INFINITY);
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
    double[] amplitudes = amplitudes(Math.exp(coordinates[0]));
    double minus = Math.exp(coordinates[1]);
    double plus = Math.exp(coordinates[2]);
    CosineSeries series = grid().series();
    Panel normals = new Panel(modes);
    Panel field = new Panel(dimension());
    double[] norm = new double[Panel.LANES];
    for (long first = 0; first < z.rows(); first += Panel.LANES) {
      int lanes = Panel.lanes(z.rows(), first);
      normals.load(omega, first, lanes);
      norm(amplitudes, normals, norm);
      series.evaluate(0, amplitudes, normals, field);
      for (int i = 0; i < dimension(); i++) {
        double[] value = field.column(i);
        for (int l = 0; l < lanes; l++) {
          value[l] = minus + (plus - minus) * (1 + side(value[l], norm[l])) / 2;
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
    Panel.check(gradientZ, z.rows(), dimension(), "the gradient in z");
    double lambda = Math.exp(coordinates[0]);
    double minus = Math.exp(coordinates[1]);
    double plus = Math.exp(coordinates[2]);
    double[] amplitudes = amplitudes(lambda);
    double[] derivatives = logLambdaDerivatives(lambda);
    CosineSeries series = grid().series();
    Panel normals = new Panel(modes);
    Panel field = new Panel(dimension());
    Panel change = new Panel(dimension());
    Panel gradients = new Panel(dimension());
    Panel bySample = new Panel(3);
    double[] norm = new double[Panel.LANES];
    double[] normChange = new double[Panel.LANES];
    for (long first = 0; first < z.rows(); first += Panel.LANES) {
      int lanes = Panel.lanes(z.rows(), first);
      normals.load(omega, first, lanes);
      gradients.load(gradientZ, first, lanes);
      norm(amplitudes, normals, norm);
      normChange(amplitudes, derivatives, normals, norm, normChange, lanes);
      double[] byLambda = bySample.column(0);
      double[] byMinus = bySample.column(1);
      double[] byPlus = bySample.column(2);
      for (int k = 0; k < 3; k++) {
        bySample.fill(k, 0);
      }
      series.evaluate(0, amplitudes, normals, field);
      series.evaluate(0, derivatives, normals, change);
      for (int i = 0; i < dimension(); i++) {
        double[] value = field.column(i);
        double[] valueChange = change.column(i);
        double[] column = gradients.column(i);
        for (int l = 0; l < lanes; l++) {
          double side = side(value[l], norm[l]);
          byMinus[l] += column[l] * (1 - side) / 2;
          byPlus[l] += column[l] * (1 + side) / 2;
          if (sharpness < Double.POSITIVE_INFINITY) {
            double normalisedChange =
                (valueChange[l] - value[l] / norm[l] * normChange[l]) / norm[l];
            byLambda[l] +=
                column[l] * (plus - minus) / 2 * (1 - side * side) * sharpness * normalisedChange;
          }
        }
      }
      gradient[0] = Panel.sum(gradient[0], byLambda, lanes);
      gradient[1] += minus * Panel.sum(0, byMinus, lanes);
      gradient[2] += plus * Panel.sum(0, byPlus, lanes);
    }
  }

  /** tanh(s a/‖a‖), which is near −1 or 1 away from the interface. */
  private double side(double value, double norm) {
    if (sharpness == Double.POSITIVE_INFINITY) {
      return value < 0 ? -1 : 1;
    }
    return Math.tanh(sharpness * value / norm);
  }

  /** Computes ‖a‖ in L² from the coefficients, since the cosines are orthogonal. */
  private void norm(double[] amplitudes, Panel omega, double[] norm) {
    Arrays.fill(norm, 0);
    double squaredNorm = grid().squaredNorm();
    for (int j = 0; j < amplitudes.length; j++) {
      double[] normal = omega.column(j);
      double weight = squaredNorm * amplitudes[j] * amplitudes[j];
      for (int l = 0; l < Panel.LANES; l++) {
        norm[l] += weight * normal[l] * normal[l];
      }
    }
    for (int l = 0; l < Panel.LANES; l++) {
      norm[l] = Math.sqrt(norm[l]);
    }
  }

  /** ∂‖a‖/∂ log λ. */
  private void normChange(
      double[] amplitudes,
      double[] derivatives,
      Panel omega,
      double[] norm,
      double[] change,
      int lanes) {
    Arrays.fill(change, 0);
    double squaredNorm = grid().squaredNorm();
    for (int j = 0; j < amplitudes.length; j++) {
      double[] normal = omega.column(j);
      double weight = squaredNorm * amplitudes[j] * derivatives[j];
      for (int l = 0; l < lanes; l++) {
        change[l] += weight * normal[l] * normal[l];
      }
    }
    for (int l = 0; l < lanes; l++) {
      change[l] /= norm[l];
    }
  }

  /** (n²π² + λ²)^−2. */
  private double[] amplitudes(double lambda) {
    int modes = grid().modes();
    double[] amplitudes = new double[modes];
    for (int j = 0; j < modes; j++) {
      double sum = Math.PI * Math.PI * grid().squaredIndex(j) + lambda * lambda;
      amplitudes[j] = 1 / (sum * sum);
    }
    return amplitudes;
  }

  private double[] logLambdaDerivatives(double lambda) {
    int modes = grid().modes();
    double[] derivatives = new double[modes];
    for (int j = 0; j < modes; j++) {
      double sum = Math.PI * Math.PI * grid().squaredIndex(j) + lambda * lambda;
      derivatives[j] = -4 * lambda * lambda / (sum * sum * sum);
    }
    return derivatives;
  }
}
