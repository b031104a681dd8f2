package org.sluice.inversion.algebra;

import java.util.Arrays;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/**
 * Up to {@value #LANES} rows of a matrix, stored column by column: lane l of column j is element
 * (l, j). Loops over lanes run along arrays, which the JIT compiler turns into vector instructions.
 *
 * <p>One array per column and not one for all: the compiler vectorises {@code a[l] += b[l]}, but
 * gives up where both sides have offsets of their own.
 *
 * <p>Scratch for one thread.
 */
public final class Panel {

  /** Rows in a full panel. */
  public static final int LANES = 128;

  // Rows that are transposed together: their entries of a column fill one cache line.
  private static final int ROWS = 8;

  private final double[][] columns;
  private final double[][] rows;

  /** A panel of zeros. */
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

  /** Adds {@code scale · values}, lane by lane, to column j. */
  public void addScaled(int j, double scale, double[] values) {
    double[] column = columns[j];
    for (int l = 0; l < LANES; l++) {
      column[l] += scale * values[l];
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
      for (int j = 0; j < columns.length; j++) {
        double[] column = columns[j];
        for (int r = 0; r < count; r++) {
          column[from + r] = rows[r][j];
        }
      }
    }
  }

  /** Copies the panel into rows {@code first} to {@code first + lanes - 1} of {@code target}. */
  public void store(Matrix target, long first, int lanes) {
    for (int from = 0; from < lanes; from += ROWS) {
      int count = Math.min(ROWS, lanes - from);
      for (int j = 0; j < columns.length; j++) {
        double[] column = columns[j];
        for (int r = 0; r < count; r++) {
          rows[r][j] = column[from + r];
        }
      }
      for (int r = 0; r < count; r++) {
        target.writeRow(first + from + r, rows[r]);
      }
    }
  }

  /** How many of {@code rows} rows a panel that starts at row {@code first} holds. */
  public static int lanes(long rows, long first) {
    return (int) Math.min(LANES, rows - first);
  }

  /**
   * Checks a matrix that panels are to be loaded from or stored to.
   *
   * @param name what the message calls it
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
