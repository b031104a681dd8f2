package org.sluice.kernels.cpu;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.sluice.kernels.Activation;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;
import org.sluice.kernels.Philox;
import org.sluice.kernels.cpu.memory.KernelMemory;
import org.sluice.kernels.cpu.memory.Scratch;
import org.sluice.kernels.cpu.primitive.Kernels;
import org.sluice.kernels.cpu.primitive.MlpKernels;

/** Loops over the elements or the rows of matrices, in chunks that threads share. */
final class ElementLoops {

  /** Elements of a chunk, a multiple of every vector's length. */
  private static final long CHUNK = 1 << 13;

  private final Parallelism parallelism;
  private final Scratch scratch;

  /** An operation on the first elements of two segments. */
  private interface Loop {
    void run(long count, MemorySegment values, MemorySegment others);
  }

  ElementLoops(Parallelism parallelism, Scratch scratch) {
    this.parallelism = parallelism;
    this.scratch = scratch;
  }

  void multiply(Kernels kernels, Matrix x, Matrix y) {
    MlpKernels mlp = kernels.mlp();
    over(
        kernels,
        x,
        y,
        (count, values, factors) -> mlp.multiplyElements(count, values, 0, factors, 0));
  }

  void activate(Kernels kernels, Activation activation, Matrix values, Matrix derivatives) {
    MlpKernels mlp = kernels.mlp();
    over(
        kernels,
        values,
        derivatives,
        (count, at, slopes) -> mlp.activate(activation, count, at, 0, slopes));
  }

  void exponential(Kernels kernels, Matrix values) {
    MlpKernels mlp = kernels.mlp();
    over(kernels, values, null, (count, at, unused) -> mlp.exponential(count, at, 0));
  }

  /**
   * Kernels take whole vectors, so the last elements are copied to scratch, padded and copied back.
   */
  private void over(Kernels kernels, Matrix values, Matrix others, Loop loop) {
    long bytes = values.type().bytes();
    long count = values.rows() * values.columns();
    int block = kernels.mlp().block();
    long whole = count / block * block;
    scratch.clear();
    int threads = parallelism.threads();
    MemorySegment[] spare = new MemorySegment[threads];
    for (int worker = 0; worker < threads; worker++) {
      spare[worker] = scratch.allocate(CHUNK * bytes);
    }
    forEach(
        values,
        others,
        Math.toIntExact(Math.ceilDiv(whole, CHUNK)),
        (chunk, worker) -> {
          long first = chunk * CHUNK;
          long length = Math.min(CHUNK, whole - first);
          MemorySegment second = others == null ? spare[worker] : part(others, first, length);
          loop.run(length, part(values, first, length), second);
        });
    if (whole < count) {
      long rest = (count - whole) * bytes;
      MemorySegment last = scratch.allocate(block * bytes);
      last.fill((byte) 0).copyFrom(part(values, whole, count - whole));
      MemorySegment second = values.equals(others) ? last : scratch.allocate(block * bytes);
      if (others != null) {
        second.copyFrom(part(others, whole, count - whole));
      }
      loop.run(block, last, second);
      part(values, whole, count - whole).copyFrom(last.asSlice(0, rest));
      if (others != null && second != last) {
        part(others, whole, count - whole).copyFrom(second.asSlice(0, rest));
      }
    }
  }

  private static MemorySegment part(Matrix matrix, long first, long count) {
    long bytes = matrix.type().bytes();
    return matrix.segment().asSlice(first * bytes, count * bytes);
  }

  /** On the calling thread alone where other threads may not touch the memory. */
  private void forEach(Matrix matrix, Matrix other, int count, Parallelism.Task task) {
    boolean shared =
        KernelMemory.direct(matrix, parallelism)
            && (other == null || KernelMemory.direct(other, parallelism));
    (shared ? parallelism : Parallelism.serial()).forEach(count, task);
  }

  void combine(double alpha, Matrix x, Matrix scale, Matrix shift, double beta, Matrix y) {
    if (y.rows() == 0 || y.columns() == 0) {
      return;
    }
    int columns = Math.toIntExact(y.columns());
    double[] factors = new double[columns];
    double[] added = new double[columns];
    Arrays.fill(factors, alpha);
    for (int j = 0; j < columns && scale != null; j++) {
      factors[j] *= scale.get(0, j);
    }
    if (shift != null) {
      shift.readRow(0, added);
    }
    int rows = Math.toIntExact(Math.max(1, CHUNK / columns));
    forEach(
        x,
        y,
        Math.toIntExact(Math.ceilDiv(y.rows(), rows)),
        (chunk, worker) -> {
          double[] row = new double[columns];
          double[] old = new double[columns];
          long first = (long) chunk * rows;
          for (long i = first; i < Math.min(y.rows(), first + rows); i++) {
            x.readRow(i, row);
            if (beta != 0) {
              y.readRow(i, old);
            }
            for (int j = 0; j < columns; j++) {
              double value = Math.fma(factors[j], row[j], added[j]);
              row[j] = beta == 0 ? value : Math.fma(beta, old[j], value);
            }
            y.writeRow(i, row);
          }
        });
  }

  void drawRows(long seed, long stream, Matrix from, Matrix to) {
    for (long i = 0; i < to.rows(); i++) {
      // The product may round up to the number of rows itself.
      double uniform = Philox.uniform(seed, stream, i);
      long row = Math.min((long) (uniform * from.rows()), from.rows() - 1);
      to.rows(i, i + 1).copyFrom(from.rows(row, row + 1));
    }
  }
}
