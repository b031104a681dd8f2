package org.sluice.inversion.measure;

import java.util.Arrays;
import java.util.List;
import org.sluice.inversion.algebra.LogCoordinates;
import org.sluice.inversion.algebra.Panel;
import org.sluice.kernels.Matrix;

/**
 * A field of two values, parted by the sign of a Gaussian field a(x) = Σ_n (n²π² + λ²)^−2 ω_n
 * cos(nπx), n = 1 … 20 (Akyildiz, Girolami, Stuart and Vadeboncoeur, arXiv 2405.17955). The smooth
 * version, which the model uses, is
 *
 * <pre>  z = κ₋ + (κ₊ − κ₋) (1 + tanh(s ā)) / 2,   ā = a / ‖a‖ in L²(0, 1);</pre>
 *
 * the sharp one, which data are simulated with, is κ₋ where a &lt; 0 and κ₊ elsewhere.
 *
 * <p>Recovered are {@code lambda}, {@code kappaMinus} and {@code kappaPlus}, stored as logarithms.
 */
public final class LevelSetField extends CosineField {

  /** s of the smooth version in one dimension. */
  public static final double SHARPNESS = 10;

  private static final LogCoordinates NUMBERS =
      new LogCoordinates("the field", List.of("lambda", "kappaMinus", "kappaPlus"));

  private final double sharpness;

  private LevelSetField(double[] positions, double sharpness) {
    super(positions);
    this.sharpness = sharpness;
  }

  /**
   * The smooth version, of sharpness {@value #SHARPNESS}, at positions in [0, 1], the columns of z.
   *
   * @throws IllegalArgumentException if there are none or one is not finite
   */
  public static LevelSetField smooth(double[] positions) {
    return new LevelSetField(positions, SHARPNESS);
  }

  /**
   * The sharp version at positions in [0, 1], the columns of z. Its derivative, where it has one,
   * does not see λ.
   *
   * @throws IllegalArgumentException if there are none or one is not finite
   */
  public static LevelSetField sharp(double[] positions) {
    return new LevelSetField(positions, Double.POSITIVE_INFINITY);
  }

  @Override
  public List<String> names() {
    return NUMBERS.names();
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
    Panel.check(omega, omega.rows(), MODES, "ω");
    Panel.check(z, omega.rows(), dimension(), "z");
    double[] amplitudes = amplitudes(Math.exp(coordinates[0]));
    double minus = Math.exp(coordinates[1]);
    double plus = Math.exp(coordinates[2]);
    Panel normals = new Panel(MODES);
    Panel field = new Panel(dimension());
    double[] norm = new double[Panel.LANES];
    for (long first = 0; first < z.rows(); first += Panel.LANES) {
      int lanes = Panel.lanes(z.rows(), first);
      normals.load(omega, first, lanes);
      norm(amplitudes, normals, norm);
      for (int i = 0; i < dimension(); i++) {
        series(i, 0, amplitudes, normals, field);
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
    Panel.check(omega, z.rows(), MODES, "ω");
    Panel.check(gradientZ, z.rows(), dimension(), "the gradient in z");
    double lambda = Math.exp(coordinates[0]);
    double minus = Math.exp(coordinates[1]);
    double plus = Math.exp(coordinates[2]);
    double[] amplitudes = amplitudes(lambda);
    double[] derivatives = logLambdaDerivatives(lambda);
    Panel normals = new Panel(MODES);
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
      for (int i = 0; i < dimension(); i++) {
        series(i, 0, amplitudes, normals, field);
        series(i, 0, derivatives, normals, change);
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

  /** tanh(s a/‖a‖): near −1 and 1 on the two sides. */
  private double side(double value, double norm) {
    if (sharpness == Double.POSITIVE_INFINITY) {
      return value < 0 ? -1 : 1;
    }
    return Math.tanh(sharpness * value / norm);
  }

  /** ‖a‖ in L²(0, 1), exact since the cosines are orthogonal with squared norm ½. */
  private static void norm(double[] amplitudes, Panel omega, double[] norm) {
    Arrays.fill(norm, 0);
    for (int j = 0; j < MODES; j++) {
      double[] normal = omega.column(j);
      double weight = 0.5 * amplitudes[j] * amplitudes[j];
      for (int l = 0; l < Panel.LANES; l++) {
        norm[l] += weight * normal[l] * normal[l];
      }
    }
    for (int l = 0; l < Panel.LANES; l++) {
      norm[l] = Math.sqrt(norm[l]);
    }
  }

  /** ∂‖a‖/∂ log λ. */
  private static void normChange(
      double[] amplitudes,
      double[] derivatives,
      Panel omega,
      double[] norm,
      double[] change,
      int lanes) {
    Arrays.fill(change, 0);
    for (int j = 0; j < MODES; j++) {
      double[] normal = omega.column(j);
      double weight = 0.5 * amplitudes[j] * derivatives[j];
      for (int l = 0; l < lanes; l++) {
        change[l] += weight * normal[l] * normal[l];
      }
    }
    for (int l = 0; l < lanes; l++) {
      change[l] /= norm[l];
    }
  }

  /** (n²π² + λ²)^−2. */
  private static double[] amplitudes(double lambda) {
    double[] amplitudes = new double[MODES];
    for (int j = 0; j < MODES; j++) {
      double frequency = Math.PI * (j + 1);
      double sum = frequency * frequency + lambda * lambda;
      amplitudes[j] = 1 / (sum * sum);
    }
    return amplitudes;
  }

  private static double[] logLambdaDerivatives(double lambda) {
    double[] derivatives = new double[MODES];
    for (int j = 0; j < MODES; j++) {
      double frequency = Math.PI * (j + 1);
      double sum = frequency * frequency + lambda * lambda;
      derivatives[j] = -4 * lambda * lambda / (sum * sum * sum);
    }
    return derivatives;
  }
}
