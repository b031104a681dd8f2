package org.sluice.kernels.spi;

import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrices;
import org.sluice.kernels.Matrix;

/** Checks of the arguments of a {@link Backend}; each refusal is one sentence with both shapes. */
final class Checks {

  private Checks() {}

  /**
   * Requires that a plan has not been closed.
   *
   * @throws IllegalStateException if it has
   */
  static void open(boolean open) {
    if (!open) {
      throw new IllegalStateException("this plan is closed");
    }
  }

  /**
   * Requires one shape of two matrices of any types, for {@link Backend#copy}.
   *
   * @throws IllegalArgumentException if they differ
   */
  static void copy(Matrix from, Matrix to) {
    if (from.rows() != to.rows() || from.columns() != to.columns()) {
      throw new IllegalArgumentException(
          "cannot copy a matrix of %s into one of %s".formatted(from.shape(), to.shape()));
    }
  }

  /**
   * Requires a type and a shape.
   *
   * @throws IllegalArgumentException if it has another
   */
  static void shape(String name, Matrix matrix, ElementType type, long rows, long columns) {
    if (matrix.type() != type || matrix.rows() != rows || matrix.columns() != columns) {
      throw new IllegalArgumentException(
          "%s must be a %s matrix of %d x %d, not a %s matrix of %s"
              .formatted(name, type, rows, columns, matrix.type(), matrix.shape()));
    }
  }

  /**
   * Requires one type and one shape of two matrices.
   *
   * @throws IllegalArgumentException if they differ
   */
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

  /**
   * Requires memory off the heap, without gaps between rows.
   *
   * @throws IllegalArgumentException if it is of another kind
   */
  static void nativeContiguous(String name, Matrix matrix) {
    if (!matrix.segment().isNative() || !matrix.contiguous()) {
      throw new IllegalArgumentException(
          "%s must be contiguous and in native memory; allocate it with the backend"
              .formatted(name));
    }
  }

  /**
   * Requires that no element of two matrices shares memory.
   *
   * @throws IllegalArgumentException if one does
   */
  static void disjoint(String name, Matrix output, String otherName, Matrix input) {
    if (output.overlaps(input)) {
      throw new IllegalArgumentException(
          "%s (%s) overlaps %s (%s); give it memory of its own"
              .formatted(name, output.shape(), otherName, input.shape()));
    }
  }

  /**
   * Requires rows that follow each other, as a fill with random numbers does.
   *
   * @throws IllegalArgumentException if there are gaps between them
   */
  static void contiguousNumbers(Matrix out) {
    if (!out.contiguous()) {
      throw new IllegalArgumentException(
          "random numbers need a contiguous matrix, but the stride is %d for %d columns"
              .formatted(out.stride(), out.columns()));
    }
  }

  /**
   * Requires shapes and types that {@link Backend#multiply} can take.
   *
   * @throws IllegalArgumentException if they do not fit, or the result overlaps a factor
   */
  static void product(Matrix a, boolean transposeA, Matrix b, boolean transposeB, Matrix c) {
    long rows = transposeA ? a.columns() : a.rows();
    long inner = transposeA ? a.rows() : a.columns();
    long innerB = transposeB ? b.columns() : b.rows();
    long columns = transposeB ? b.rows() : b.columns();
    if (inner != innerB || c.rows() != rows || c.columns() != columns) {
      throw new IllegalArgumentException(
          "a product of %d x %d by %d x %d does not fit a result of %s"
              .formatted(rows, inner, innerB, columns, c.shape()));
    }
    if (a.type() != c.type() || b.type() != c.type()) {
      throw new IllegalArgumentException(
          "a product needs one element type, not %s by %s into %s"
              .formatted(a.type(), b.type(), c.type()));
    }
    disjoint("the product's result", c, "its left factor", a);
    disjoint("the product's result", c, "its right factor", b);
  }

  /**
   * Requires four matrices of one shape, off the heap and without gaps, for {@link Backend#adam}.
   *
   * @throws IllegalArgumentException if one is of another kind
   */
  static void adam(Matrix parameters, Matrix gradient, Matrix first, Matrix second) {
    sameShape("parameters", parameters, "gradient", gradient);
    sameShape("parameters", parameters, "first moments", first);
    sameShape("parameters", parameters, "second moments", second);
    nativeContiguous("parameters", parameters);
    nativeContiguous("gradient", gradient);
    nativeContiguous("first moments", first);
    nativeContiguous("second moments", second);
  }

  /**
   * Requires shapes, types and counts that {@link Backend#multiplyEach} can take.
   *
   * @throws IllegalArgumentException if they do not fit, or a result overlaps a factor or another
   *     result
   */
  static void products(Matrices a, boolean transposeA, Matrices b, boolean transposeB, Matrices c) {
    product(a.first(), transposeA, b.first(), transposeB, c.first());
    if (a.count() != c.count() || b.count() != c.count()) {
      throw new IllegalArgumentException(
          "%d products need as many factors, not %d and %d"
              .formatted(c.count(), a.count(), b.count()));
    }
    if (!c.apart()) {
      throw new IllegalArgumentException(
          "the products' results of %s overlap each other at steps of %d elements"
              .formatted(c.first().shape(), c.step()));
    }
    disjoint("the products' results", c.extent(), "their left factors", a.extent());
    disjoint("the products' results", c.extent(), "their right factors", b.extent());
  }

  /**
   * Requires shapes that {@link Backend#combine} can take.
   *
   * @throws IllegalArgumentException if they do not fit, or the result overlaps an input in part
   */
  static void combination(Matrix x, Matrix scale, Matrix shift, Matrix y) {
    if (x.rows() != y.rows() || x.columns() != y.columns()) {
      throw new IllegalArgumentException(
          "a matrix of %s cannot be combined with one of %s".formatted(x.shape(), y.shape()));
    }
    if (!x.equals(y)) {
      disjoint("the combination's result", y, "its input", x);
    }
    for (Matrix row : new Matrix[] {scale, shift}) {
      if (row != null) {
        shape("scale and shift", row, ElementType.F64, 1, y.columns());
        disjoint("the combination's result", y, "its scale or shift", row);
      }
    }
  }

  /**
   * Requires two matrices of one type and shape, off the heap and without gaps; the second may be
   * null.
   *
   * @throws IllegalArgumentException if one is of another kind
   */
  static void elements(String name, Matrix matrix, String otherName, Matrix other) {
    nativeContiguous(name, matrix);
    if (other != null) {
      sameShape(name, matrix, otherName, other);
      nativeContiguous(otherName, other);
      if (!matrix.equals(other)) {
        disjoint(name, matrix, otherName, other);
      }
    }
  }

  /**
   * Checks the matrices of {@link Backend#drawRows}.
   *
   * @throws IllegalArgumentException if columns or types differ, or there is nothing to draw from
   */
  static void draw(Matrix from, Matrix to) {
    if (from.columns() != to.columns() || from.type() != to.type()) {
      throw new IllegalArgumentException(
          "rows of a %s matrix of %s cannot be drawn into a %s matrix of %s"
              .formatted(from.type(), from.shape(), to.type(), to.shape()));
    }
    if (from.rows() == 0 && to.rows() > 0) {
      throw new IllegalArgumentException("there is no row to draw from");
    }
    disjoint("the drawn rows", to, "those drawn from", from);
  }
}
