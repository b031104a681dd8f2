package org.sluice.inversion.algebra;

import java.util.Arrays;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/**
 * Holds up to {@value #LANES} rows of a matrix column by column: lane l of column j is element (l,
 * j). Loops over lanes run along arrays, so that the JIT compiler vectorises them.
 *
 * <p>Each column is a separate array, since the compiler vectorises {@code a[l] += b[l]} but not
 * the same loop with a different offset on each side.
 *
 * <p>Workspace for one thread.
 */
public final class Panel {

  /** Rows in a full panel. */
  public static final int LANES = 64;

  // Rows transposed together: their entries in one column fill a cache line.
  private static final int ROWS = 8;

  private final double[][] columns;
  private final double[][] rows;

  /** Allocates a panel of zeros. */
  public Panel(int columns) {
    this.columns = new double[columns][LANES];
    this.rows = new double[ROWS][columns];
  }

  /** The lanes of column j. */
  public double[] column(int j) {
    return columns[j];
  }

  /** Number of columns. */
  public int columns() {
    return columns.length;
  }

  /** Sets all lanes of column j. */
  public void fill(int j, double value) {
    Arrays.fill(columns[j], value);
  }

  /** Divides all lanes of column j. */
  public void divide(int j, double divisor) {
    double[] column = columns[j];
    for (int l = 0; l < LANES; l++) {
      column[l] /= divisor;
    }
  }

  /** Adds {@code scale · values}, lane by lane, to column j. */
  public void addScaled(int j, double scale, double[] values) {
    double[] column = columns[j];
    for (int l = 0; l < LANES; l++) {
      column[l] += scale * values[l];
    }
  }

  /**
   * Adds {@code Σ_k scales[k] · of.column(k)}, lane by lane and in this order, to column j.
   *
   * @param scales one for each of the first columns of {@code of}
   */
  public void addCombination(int j, double[] scales, Panel of) {
    double[] column = columns[j];
    int k = 0;
    // Four at a time: each sum is loaded and stored once for four products.
    for (; k + 3 < scales.length; k += 4) {
      double a = scales[k];
      double b = scales[k + 1];
      double c = scales[k + 2];
      double d = scales[k + 3];
      double[] first = of.columns[k];
      double[] second = of.columns[k + 1];
      double[] third = of.columns[k + 2];
      double[] fourth = of.columns[k + 3];
      for (int l = 0; l < LANES; l++) {
        column[l] = column[l] + a * first[l] + b * second[l] + c * third[l] + d * fourth[l];
      }
    }
    for (; k < scales.length; k++) {
      addScaled(j, scales[k], of.columns[k]);
    }
  }

  /** Adds {@code values · factors}, lane by lane, to {@code sums}. */
  public static void addProduct(double[] sums, double[] values, double[] factors) {
    for (int l = 0; l < LANES; l++) {
      sums[l] += values[l] * factors[l];
    }
  }

  /** Adds the first lanes of an array, in order, to {@code start}. */
  public static double sum(double start, double[] values, int lanes) {
    double sum = start;
    for (int l = 0; l < lanes; l++) {
      sum += values[l];
    }
    return sum;
  }

  /** Copies rows {@code first} to {@code first + lanes - 1} of {@code source} into the panel. */
  public void load(Matrix source, long first, int lanes) {
    for (int from = 0; from < lanes; from += ROWS) {
      int count = Math.min(ROWS, lanes - from);
      for (int r = 0; r < count; r++) {
        source.readRow(first + from + r, rows[r]);
      }
      // Four rows as separate arguments: their bounds are checked once and not for each element.
      for (int r = 0; r < count; r += 4) {
        transpose(rows[r], rows[r + 1], rows[r + 2], rows[r + 3], from + r);
      }
    }
  }

  private void transpose(
      double[] first, double[] second, double[] third, double[] fourth, int lane) {
    for (int j = 0; j < columns.length; j++) {
      double[] column = columns[j];
      column[lane] = first[j];
      column[lane + 1] = second[j];
      column[lane + 2] = third[j];
      column[lane + 3] = fourth[j];
    }
  }

  /** Copies the panel into rows {@code first} to {@code first + lanes - 1} of {@code target}. */
  public void store(Matrix target, long first, int lanes) {
    for (int from = 0; from < lanes; from += ROWS) {
      int count = Math.min(ROWS, lanes - from);
      for (int r = 0; r < count; r += 4) {
        transposeBack(from + r, rows[r], rows[r + 1], rows[r + 2], rows[r + 3]);
      }
      for (int r = 0; r < count; r++) {
        target.writeRow(first + from + r, rows[r]);
      }
    }
  }

  private void transposeBack(
      int lane, double[] first, double[] second, double[] third, double[] fourth) {
    for (int j = 0; j < columns.length; j++) {
      double[] column = columns[j];
      first[j] = column[lane];
      second[j] = column[lane + 1];
      third[j] = column[lane + 2];
      fourth[j] = column[lane + 3];
    }
  }

  /** The number of lanes in use in a panel that starts at row {@code first} of {@code rows}. */
  public static int lanes(long rows, long first) {
    return (int) Math.min(LANES, rows - first);
  }

  /**
   * Checks the type and shape of a matrix before panels are loaded from it or stored to it.
   *
   * @param name of the matrix in messages
   * @throws IllegalArgumentException if it is not {@code rows} × {@code columns} of type F64
   */
  public static void check(Matrix matrix, long rows, long columns, String name) {
    if (matrix.type() != ElementType.F64 || matrix.rows() != rows || matrix.columns() != columns) {
      throw new IllegalArgumentException(
          "%s must be an F64 matrix of %d x %d, not %s of %s"
              .formatted(name, rows, columns, matrix.type(), matrix.shape()));
    }
  }
}
