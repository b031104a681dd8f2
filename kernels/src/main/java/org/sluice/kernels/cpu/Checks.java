package org.sluice.kernels.cpu;

import java.lang.foreign.MemorySegment;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/** What the public edge refuses, each in one sentence with both shapes. */
final class Checks {

  private Checks() {}

  static void shape(String name, Matrix matrix, ElementType type, long rows, long columns) {
    if (matrix.type() != type || matrix.rows() != rows || matrix.columns() != columns) {
      throw new IllegalArgumentException(
          "%s must be a %s matrix of %d x %d, not a %s matrix of %s"
              .formatted(name, type, rows, columns, matrix.type(), matrix.shape()));
    }
  }

  static void sameShape(String name, Matrix matrix, String otherName, Matrix other) {
    if (matrix.type() != other.type()
        || matrix.rows() != other.rows()
        || matrix.columns() != other.columns()) {
      throw new IllegalArgumentException(
          "%s and %s must have one type and shape, not %s %s and %s %s"
              .formatted(
                  name, otherName, matrix.type(), matrix.shape(), other.type(), other.shape()));
    }
  }

  static void nativeContiguous(String name, Matrix matrix) {
    if (!matrix.segment().isNative() || !matrix.contiguous()) {
      throw new IllegalArgumentException(
          "%s must be contiguous and in native memory; allocate it with the backend"
              .formatted(name));
    }
  }

  static void disjoint(String name, Matrix output, String otherName, Matrix input) {
    if (overlap(output.segment(), input.segment())) {
      throw new IllegalArgumentException(
          "%s (%s) overlaps %s (%s); give it memory of its own"
              .formatted(name, output.shape(), otherName, input.shape()));
    }
  }

  private static boolean overlap(MemorySegment one, MemorySegment other) {
    return one.asOverlappingSlice(other).isPresent();
  }
}
