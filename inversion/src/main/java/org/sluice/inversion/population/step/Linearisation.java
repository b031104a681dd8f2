package org.sluice.inversion.population.step;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * The first-order model of the objective's gradient about a point, with the weight Γ′ held: near
 * it, gradient(p + δ) ≈ gradient(p) + A δ. Each evaluation adds an estimate of A that is unbiased
 * at the truth, since it multiplies tangents of samples that are independent; the mean over
 * evaluations is more precise.
 *
 * <p>All matrices are p × p, row after row; coordinates are those of the population and then those
 * of the noise.
 */
public final class Linearisation {

  private final int count;
  private final double[] newton;
  private final double[] merit;
  private final double[] squares;
  private double evaluations;

  /** An empty sum for p coordinates. */
  public Linearisation(int count) {
    this.count = count;
    newton = new double[count * count];
    merit = new double[count * count];
    squares = new double[count];
  }

  /**
   * A: row i is the derivative of the gradient's entry i. It is not symmetric where some slices do
   * not steer the noise.
   */
  public double[] newton() {
    return mean(newton);
  }

  /**
   * The second derivatives of the objective with the noise held in the samples of slices that do
   * not steer it: the symmetric matrix of {@link Objective#evaluate(double[], double[], double[])}.
   */
  public double[] merit() {
    return mean(merit);
  }

  /**
   * F, the curvature of each coordinate if no sample changed its rank: d times the mean square by
   * which a unit of it moves whitened projections of samples; 0 if it has no effect.
   */
  public double[] squares() {
    return mean(squares);
  }

  /** Adds another sum's evaluations. */
  public void add(Linearisation other) {
    evaluations += other.evaluations;
    for (int e = 0; e < newton.length; e++) {
      newton[e] += other.newton[e];
      merit[e] += other.merit[e];
    }
    for (int j = 0; j < count; j++) {
      squares[j] += other.squares[j];
    }
  }

  /** Gives all evaluations so far together the weight of at most {@code most} evaluations. */
  public void fade(double most) {
    if (evaluations > most) {
      double factor = most / evaluations;
      scale(newton, factor);
      scale(merit, factor);
      scale(squares, factor);
      evaluations = most;
    }
  }

  public void write(DataOutput out) throws IOException {
    out.writeDouble(evaluations);
    for (double[] sum : List.of(newton, merit, squares)) {
      for (double value : sum) {
        out.writeDouble(value);
      }
    }
  }

  public void read(DataInput in) throws IOException {
    evaluations = in.readDouble();
    for (double[] sum : List.of(newton, merit, squares)) {
      for (int e = 0; e < sum.length; e++) {
        sum[e] = in.readDouble();
      }
    }
  }

  /** Starts the next evaluation. */
  void begin() {
    evaluations++;
  }

  /**
   * Adds the curvature of some slices.
   *
   * @param index of the coordinates among all
   * @param curvature of these coordinates, n × n
   * @param scale factor
   * @param firstNoise the number of the first coordinate of the noise among these
   * @param steersNoise whether these slices' gradient reaches the noise's coordinates
   */
  void add(int[] index, double[] curvature, double scale, int firstNoise, boolean steersNoise) {
    int n = index.length;
    int rows = steersNoise ? n : firstNoise;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < n; j++) {
        double entry = scale * curvature[i * n + j];
        newton[index[i] * count + index[j]] += entry;
        if (steersNoise || j < firstNoise) {
          merit[index[i] * count + index[j]] += entry;
        }
      }
    }
  }

  /** Adds mean squares of tangents, as the curvature is added. */
  void addSquares(
      int[] index, double[] ofSlices, double scale, int firstNoise, boolean steersNoise) {
    for (int i = 0; i < (steersNoise ? index.length : firstNoise); i++) {
      squares[index[i]] += scale * ofSlices[i];
    }
  }

  /** Adds second derivatives of a term that does not depend on samples. */
  void addDiagonal(int coordinate, double second) {
    newton[coordinate * count + coordinate] += second;
    merit[coordinate * count + coordinate] += second;
    squares[coordinate] += second;
  }

  private double[] mean(double[] sum) {
    double[] mean = sum.clone();
    scale(mean, 1 / evaluations);
    return mean;
  }

  private static void scale(double[] values, double factor) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
  }
}
