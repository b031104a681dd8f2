package org.sluice.kernels.cpu.product;

import java.lang.foreign.MemorySegment;
import org.sluice.kernels.Matrices;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;
import org.sluice.kernels.cpu.memory.KernelMemory;
import org.sluice.kernels.cpu.memory.Scratch;
import org.sluice.kernels.cpu.primitive.Kernels;

/** General products on the CPU, cut into tasks that threads share. */
public final class MatrixProduct {

  private final Parallelism parallelism;
  private final Scratch scratch;

  public MatrixProduct(Parallelism parallelism, Scratch scratch) {
    this.parallelism = parallelism;
    this.scratch = scratch;
  }

  public void multiply(
      Kernels kernels,
      double alpha,
      Matrices a,
      boolean transposeA,
      Matrices b,
      boolean transposeB,
      double beta,
      Matrices c) {
    if (c.first().rows() == 0 || c.first().columns() == 0) {
      return;
    }
    scratch.clear();
    Matrix all = c.extent();
    MemorySegment target = direct(all);
    ProductFactors factors =
        new ProductFactors(
            kernels,
            alpha,
            ProductFactors.Factor.of(direct(a.extent()), a, transposeA),
            ProductFactors.Factor.of(direct(b.extent()), b, transposeB),
            beta,
            ProductFactors.Factor.of(target, c, false),
            Math.toIntExact(c.first().rows()),
            c.first().columns(),
            Math.toIntExact(transposeA ? a.first().rows() : a.first().columns()));
    run(factors, ProductCut.of(factors, c.count()));
    if (target != all.segment()) {
      all.copyFrom(Matrix.of(target, all.type(), 1, all.columns()));
    }
  }

  private void run(ProductFactors factors, ProductCut cut) {
    MemorySegment strips = cut.packed() ? packed(factors) : null;
    ProductTile[] tiles = new ProductTile[parallelism.threads()];
    for (int worker = 0; worker < tiles.length; worker++) {
      tiles[worker] = new ProductTile(factors, cut, strips, scratch);
    }
    if (cut.chunks() == 1) {
      parallelism.forEach(cut.tasks(), (task, worker) -> tiles[worker].multiply(task));
      return;
    }
    MemorySegment sums = scratch.allocate(cut.tasks() * cut.chunks() * tiles[0].sumBytes());
    parallelism.forEach(
        cut.tasks() * cut.chunks(),
        (index, worker) ->
            tiles[worker].sum(index / cut.chunks(), index % cut.chunks(), sums, index));
    parallelism.forEach(cut.tasks(), (task, worker) -> tiles[worker].addUp(task, sums));
  }

  /** Packs A into strips, piece after piece. */
  private MemorySegment packed(ProductFactors factors) {
    Kernels kernels = factors.kernels();
    ProductFactors.Factor a = factors.a();
    MemorySegment all = scratch.allocate(kernels.stripBytes(factors.rows(), factors.inner()));
    for (int from = 0; from < factors.inner(); from += ProductCut.PIECE) {
      kernels.packStrips(
          a.segment(),
          a.at(0, 0, from),
          a.row(),
          a.column(),
          factors.rows(),
          Math.min(ProductCut.PIECE, factors.inner() - from),
          all.asSlice(kernels.stripBytes(factors.rows(), from)));
    }
    return all;
  }

  private MemorySegment direct(Matrix row) {
    if (KernelMemory.direct(row, parallelism)) {
      return row.segment();
    }
    MemorySegment copy = scratch.allocate(row.columns() * row.type().bytes());
    Matrix.of(copy, row.type(), 1, row.columns()).copyFrom(row);
    return copy;
  }
}
