package org.sluice.kernels.cpu.product;

import java.lang.foreign.MemorySegment;
import org.sluice.kernels.Matrices;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.cpu.primitive.Kernels;

/** The arguments of C ← α·A·B + β·C as kernels take them, for one or many products of one shape. */
record ProductFactors(
    Kernels kernels,
    double alpha,
    Factor a,
    Factor b,
    double beta,
    Factor c,
    int rows,
    long columns,
    int inner) {

  /** Element (i, j) of number n lies at {@code n * step + i * row + j * column}, in bytes. */
  record Factor(MemorySegment segment, long row, long column, long step) {

    static Factor of(MemorySegment segment, Matrices matrices, boolean transposed) {
      Matrix first = matrices.first();
      long bytes = first.type().bytes();
      long row = transposed ? bytes : first.stride() * bytes;
      long column = transposed ? first.stride() * bytes : bytes;
      return new Factor(segment, row, column, matrices.step() * bytes);
    }

    long at(int number, long i, long j) {
      return number * step + i * row + j * column;
    }
  }
}
