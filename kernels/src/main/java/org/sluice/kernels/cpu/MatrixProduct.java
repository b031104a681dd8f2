package org.sluice.kernels.cpu;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.sluice.kernels.Checks;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;

/**
 * General matrix products from the panel kernel: C's columns are the points of panels, C's rows the
 * rows of groups. Long inner sums are cut into pieces whose results are added in float64, so that a
 * sum over samples does not lose digits in float32.
 */
final class MatrixProduct {

  /** Inner products up to this length stay in the element type. */
  private static final int PIECE = 256;

  private final Parallelism parallelism;
  private final Scratch scratch;

  MatrixProduct(Parallelism parallelism, Scratch scratch) {
    this.parallelism = parallelism;
    this.scratch = scratch;
  }

  void multiply(
      Kernels kernels,
      double alpha,
      Matrix a,
      boolean transposeA,
      Matrix b,
      boolean transposeB,
      double beta,
      Matrix c) {
    Checks.product(a, transposeA, b, transposeB, c);
    long rows = c.rows();
    long columns = c.columns();
    if (rows == 0 || columns == 0) {
      return;
    }
    if (columns > rows && rows > 0) {
      // Panels run along C's longer side, where there are many of them.
      run(kernels, alpha, a, transposeA, b, transposeB, beta, c, false);
    } else {
      run(kernels, alpha, b, !transposeB, a, !transposeA, beta, c, true);
    }
  }

  private void run(
      Kernels kernels,
      double alpha,
      Matrix left,
      boolean transposeLeft,
      Matrix right,
      boolean transposeRight,
      double beta,
      Matrix c,
      boolean transposeC) {
    ElementType type = c.type();
    long bytes = type.bytes();
    int height = kernels.groupHeight();
    int width = kernels.panelWidth();
    int rows = Math.toIntExact(transposeC ? c.columns() : c.rows());
    long columns = transposeC ? c.rows() : c.columns();
    int inner = Math.toIntExact(transposeLeft ? left.rows() : left.columns());
    int groups = (rows + height - 1) / height;
    long panels = (columns + width - 1) / width;
    int pieces = Math.max(1, (inner + PIECE - 1) / PIECE);
    scratch.clear();
    Matrix leftNative = direct(left);
    Matrix rightNative = direct(right);
    Matrix target = direct(c);
    MemorySegment[] packed = new MemorySegment[pieces];
    for (int piece = 0; piece < pieces; piece++) {
      int from = piece * PIECE;
      int depth = Math.min(PIECE, inner - from);
      packed[piece] = scratch.allocate(kernels.groupBytes(rows, depth));
      long rowStride = transposeLeft ? bytes : left.stride() * bytes;
      long columnStride = transposeLeft ? left.stride() * bytes : bytes;
      kernels.packGroups(
          leftNative.segment(),
          from * columnStride,
          rowStride,
          columnStride,
          rows,
          depth,
          packed[piece]);
    }
    int threads = parallelism.threads();
    long panelBytes = (long) Math.max(1, inner) * width * bytes;
    long tileBytes = (long) groups * height * width * bytes;
    MemorySegment[] panel = new MemorySegment[threads];
    MemorySegment[] tile = new MemorySegment[threads];
    double[][] sums = new double[threads][groups * height * width];
    double[][] lines = new double[threads][Math.max(rows, width)];
    for (int worker = 0; worker < threads; worker++) {
      panel[worker] = scratch.allocate(panelBytes);
      tile[worker] = scratch.allocate(tileBytes);
    }
    long rowStride = transposeRight ? right.stride() * bytes : bytes;
    long columnStride = transposeRight ? bytes : right.stride() * bytes;
    parallelism.forEach(
        Math.toIntExact(panels),
        (index, worker) -> {
          long first = (long) index * width;
          long last = Math.min(columns, first + width);
          kernels.packPanels(
              // Without inner elements there is no memory in which to begin anywhere.
              rightNative.segment().asSlice(inner == 0 ? 0 : first * rowStride),
              rowStride,
              columnStride,
              0,
              last - first,
              inner,
              panel[worker],
              panelBytes);
          double[] sum = sums[worker];
          double[] line = lines[worker];
          Arrays.fill(sum, 0);
          Matrix result = Matrix.of(tile[worker], type, (long) groups * height, width);
          for (int piece = 0; piece < pieces; piece++) {
            int from = piece * PIECE;
            kernels.multiplyPanel(
                groups,
                Math.min(PIECE, inner - from),
                packed[piece],
                panel[worker],
                from * width * bytes,
                tile[worker],
                0,
                width * bytes,
                null);
            for (int i = 0; i < rows; i++) {
              result.readRow(i, line);
              for (int j = 0; j < width; j++) {
                sum[i * width + j] += line[j];
              }
            }
          }
          if (transposeC) {
            for (int j = 0; j < last - first; j++) {
              update(target, first + j, alpha, sum, j, width, rows, beta, line);
            }
          } else {
            Matrix part = columns(target, first, last);
            for (int i = 0; i < rows; i++) {
              update(part, i, alpha, sum, i * width, 1, (int) (last - first), beta, line);
            }
          }
        });
    if (target != c) {
      c.copyFrom(target);
    }
  }

  /** row ← α·sums + β·row, of {@code count} sums from {@code start} on, {@code step} apart. */
  private static void update(
      Matrix target,
      long row,
      double alpha,
      double[] sums,
      int start,
      int step,
      int count,
      double beta,
      double[] line) {
    if (beta == 0) {
      for (int i = 0; i < count; i++) {
        line[i] = alpha * sums[start + i * step];
      }
    } else {
      target.readRow(row, line);
      for (int i = 0; i < count; i++) {
        line[i] = alpha * sums[start + i * step] + beta * line[i];
      }
    }
    target.writeRow(row, line);
  }

  private static Matrix columns(Matrix matrix, long first, long last) {
    return new Matrix(
        matrix.segment().asSlice(first * matrix.type().bytes()),
        matrix.type(),
        matrix.rows(),
        last - first,
        matrix.stride());
  }

  private Matrix direct(Matrix matrix) {
    if (KernelMemory.direct(matrix, parallelism)) {
      return matrix;
    }
    Matrix copy =
        new Matrix(
            scratch.allocate(matrix.rows() * matrix.stride() * matrix.type().bytes()),
            matrix.type(),
            matrix.rows(),
            matrix.columns(),
            matrix.stride());
    copy.copyFrom(matrix);
    return copy;
  }
}
