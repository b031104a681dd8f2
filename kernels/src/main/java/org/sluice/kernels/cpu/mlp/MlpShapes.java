package org.sluice.kernels.cpu.mlp;

import org.sluice.kernels.cpu.primitive.Kernels;

/**
 * Sizes in memory of a perceptron's matrices. Row-major ones have strides of an odd number of cache
 * lines: with a power of two a column would fall into few cache sets.
 */
record MlpShapes(long bytes, int width, int height, int block) {

  private static final int LINE = 64;

  static MlpShapes of(Kernels kernels) {
    return new MlpShapes(
        kernels.type().bytes(), kernels.panelWidth(), kernels.stripHeight(), kernels.mlp().block());
  }

  /** Bytes of a panel's row. */
  long lane() {
    return (long) width * bytes;
  }

  /** Bytes from row to row of a row-major matrix that can be transposed. */
  long stride(int columns) {
    long lines = up(up(columns, block) * bytes, LINE) / LINE;
    return (lines | 1) * LINE;
  }

  /**
   * Rows for a constant and the given number of features, rounded up since products write whole
   * strips of rows and transposing reads whole squares.
   */
  int rows(int features) {
    return (int) up(1 + features + Math.max(height, block), block);
  }

  /** Columns, rounded up to whole squares. */
  int blocks(int columns) {
    return (int) up(columns, block);
  }

  int strips(int rows) {
    return (rows + height - 1) / height;
  }

  int panels(int columns) {
    return (columns + width - 1) / width;
  }

  private static long up(long size, long unit) {
    return (size + unit - 1) / unit * unit;
  }
}
