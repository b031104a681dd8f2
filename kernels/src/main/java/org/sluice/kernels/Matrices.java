package org.sluice.kernels;

import java.lang.foreign.MemorySegment;

/**
 * Matrices of one shape at equal distances in memory. Matrix i begins {@code i * step} elements
 * after the first; the first one's segment reaches to the end of the last.
 *
 * @param first matrix 0
 * @param count number of matrices, 1 or more
 * @param step elements from one's start to the next's; 0 for one matrix that stands for all
 */
public record Matrices(Matrix first, int count, long step) {

  /**
   * Checks the views against the segment.
   *
   * @throws IllegalArgumentException if the count or the step is not possible, or the segment is
   *     too short
   */
  public Matrices {
    if (count < 1 || step < 0) {
      throw new IllegalArgumentException(
          "%d matrices at steps of %d elements are not possible: one is the least, and steps must not be negative"
              .formatted(count, step));
    }
    long needed = Math.multiplyExact((count - 1) * step + elements(first), first.type().bytes());
    if (needed > first.segment().byteSize() && !first.onDevice()) {
      throw new IllegalArgumentException(
          "%d matrices of %s at steps of %d elements need %d bytes, but the segment has %d"
              .formatted(count, first.shape(), step, needed, first.segment().byteSize()));
    }
  }

  /** One matrix. */
  public static Matrices of(Matrix matrix) {
    return new Matrices(matrix, 1, 0);
  }

  /** A matrix cut into blocks of equally many rows. */
  public static Matrices rowsOf(Matrix matrix, int count) {
    if (count < 1 || matrix.rows() % count != 0) {
      throw new IllegalArgumentException(
          "a matrix of %s cannot be cut into %d blocks of as many rows"
              .formatted(matrix.shape(), count));
    }
    long rows = matrix.rows() / count;
    Matrix first =
        new Matrix(matrix.segment(), matrix.type(), rows, matrix.columns(), matrix.stride());
    return new Matrices(first, count, rows * matrix.stride());
  }

  /** Number i. */
  public Matrix get(int i) {
    long start = i * step * first.type().bytes();
    MemorySegment from =
        first.onDevice()
            ? MemorySegment.ofAddress(first.segment().address() + start)
            : first.segment().asSlice(start);
    return new Matrix(from, first.type(), first.rows(), first.columns(), first.stride());
  }

  /** All memory from the first element to the last as one row, gaps included. */
  public Matrix extent() {
    long length = (count - 1) * step + elements(first);
    return Matrix.of(first.segment(), first.type(), 1, length);
  }

  /** Whether no two matrices share an element. */
  public boolean apart() {
    return count == 1 || step >= elements(first);
  }

  private static long elements(Matrix matrix) {
    return matrix.rows() == 0 || matrix.columns() == 0
        ? 0
        : (matrix.rows() - 1) * matrix.stride() + matrix.columns();
  }
}
