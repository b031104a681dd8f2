package org.sluice.inversion.population.samples;

import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/**
 * Differences of a term's model samples by coordinates of the population, with ω held. The widths
 * move the samples by a given small part of the data's spread, root mean square, so that they do
 * not depend on the coordinates' units.
 */
public final class SampleDifference {

  /** The change of samples, in standard deviations of the data. */
  private static final double MOVE = 1e-5;

  private static final double LEAST_MOVE = 1e-8;
  private static final double MOST_MOVE = 1e-2;
  private static final double SETTLED = 1e-3;
  private static final int TRIALS = 16;

  /** Of the rounding of a sample, so that a difference has three digits. */
  private static final double ROUNDINGS = 1000;

  private final ModelSamples samples;
  private final double[] spreads;
  private final Backend backend;
  private final Matrix base;
  private double rounding;
  private double target = MOVE;
  private double move;

  /**
   * Allocates the base.
   *
   * @param spreads the standard deviation of each column of the data
   * @param rows M
   */
  public SampleDifference(ModelSamples samples, double[] spreads, long rows, Backend backend) {
    this.samples = samples;
    this.spreads = spreads;
    this.backend = backend;
    base = backend.allocate(ElementType.F64, rows, spreads.length);
  }

  /** Takes the last samples as the base of the differences that follow. */
  public void begin() {
    backend.copy(samples.x(), base);
    rounding = rounding();
    target = Math.clamp(ROUNDINGS * rounding, MOVE, MOST_MOVE / 2);
  }

  /** The rounding of the largest sample in standard deviations of the data. */
  private double rounding() {
    double[] values = onHost(base);
    double largest = 0;
    for (int e = 0; e < values.length; e++) {
      largest = Math.max(largest, Math.ulp(values[e]) / spreads[e % spreads.length]);
    }
    return largest;
  }

  /**
   * Writes x(α + h e_j) − x(α). The first search for h begins anywhere and ends when the samples
   * move by a small part of the data's spread; one more difference then has the same move in every
   * unit. The samples are overwritten.
   *
   * @param widths those of the differences before, NaN where unknown; the next one is written
   * @param difference M × d of type {@code F64}, on the backend
   * @return h, or infinity if the coordinate has no effect that can be told from rounding, in which
   *     case the difference is zero
   */
  public double take(double[] alpha, int coordinate, double[] widths, Matrix difference) {
    double width = widths[coordinate];
    boolean known = !Double.isNaN(width);
    if (!known) {
      width = target * Math.max(1e-2, Math.abs(alpha[coordinate]));
    }
    double settled = Math.max(SETTLED, 4 * rounding / target);
    for (int trial = 0; trial < TRIALS && width < 1e150; trial++) {
      double[] moved = alpha.clone();
      moved[coordinate] += width;
      samples.forward(moved);
      backend.copy(samples.x(), difference);
      backend.combine(-1, base, null, null, 1, difference);
      move = rootMeanSquare(difference);
      boolean suits = move >= LEAST_MOVE && move <= MOST_MOVE;
      if (suits && (known || Math.abs(move / target - 1) < settled)) {
        widths[coordinate] = width * (target / move);
        return moved[coordinate] - alpha[coordinate];
      }
      known = false;
      // Rounding may hide a small move, and an overflow a large one.
      double factor = move > 0 ? target / move : move == 0 ? 1e6 : 1e-6;
      width *= Math.clamp(factor, 1e-9, 1e9);
    }
    widths[coordinate] = Double.NaN;
    move = 0;
    backend.copy(base, difference);
    backend.combine(-1, base, null, null, 1, difference);
    return Double.POSITIVE_INFINITY;
  }

  /** Bytes of all buffers. */
  public long bytes() {
    return base.rows() * base.columns() * ElementType.F64.bytes();
  }

  /** The move of the last difference in standard deviations of the data, root mean square. */
  public double move() {
    return move;
  }

  private double rootMeanSquare(Matrix difference) {
    double[] values = onHost(difference);
    double squares = 0;
    for (int e = 0; e < values.length; e++) {
      double relative = values[e] / spreads[e % spreads.length];
      squares += relative * relative;
    }
    return Math.sqrt(squares / values.length);
  }

  private double[] onHost(Matrix matrix) {
    double[] values = new double[Math.toIntExact(matrix.rows() * matrix.columns())];
    backend.copy(matrix, Matrix.of(values, matrix.rows(), matrix.columns()));
    return values;
  }
}
