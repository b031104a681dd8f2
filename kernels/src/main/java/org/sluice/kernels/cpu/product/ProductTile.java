package org.sluice.kernels.cpu.product;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.cpu.memory.Scratch;
import org.sluice.kernels.cpu.primitive.Kernels;
import org.sluice.kernels.cpu.primitive.MlpKernels;
import org.sluice.kernels.cpu.product.ProductFactors.Factor;

/**
 * One worker's part of a product: some rows of one panel of C. Small products multiply factors
 * where they lie and pack, piece by piece, only a B that is transposed or not of whole vectors and
 * an A of less than a strip. Wide products pack both, since reading packed memory is faster. Sums
 * longer than a piece are accumulated in float64, so that sums over samples keep their digits in
 * float32.
 */
final class ProductTile {

  private final ProductFactors factors;
  private final ProductCut cut;
  private final Kernels kernels;
  private final MlpKernels mlp;
  private final long bytes;
  private final int height;
  private final int block;
  private final int most;
  private final MemorySegment strips;
  private final MemorySegment tile;
  private final MemorySegment sums;
  private final MemorySegment packedA;
  private final MemorySegment packedB;

  private int product;
  private int firstRow;
  private int rows;
  private long firstColumn;
  private int columns;
  private int lanes;

  /**
   * Allocates scratch.
   *
   * @param strips A in strips, piece after piece; null where it is not packed
   */
  ProductTile(ProductFactors factors, ProductCut cut, MemorySegment strips, Scratch scratch) {
    this.factors = factors;
    this.cut = cut;
    this.strips = strips;
    kernels = factors.kernels();
    mlp = kernels.mlp();
    bytes = kernels.type().bytes();
    height = kernels.stripHeight();
    block = mlp.block();
    most = Math.ceilDiv(cut.rows(), height) * height;
    int depth = Math.min(ProductCut.PIECE, factors.inner());
    tile = scratch.allocate((long) most * cut.width() * bytes);
    sums = depth < factors.inner() ? scratch.allocate(sumBytes()) : MemorySegment.NULL;
    packedA = scratch.allocate(kernels.stripBytes(height, depth));
    packedB = scratch.allocate((long) depth * cut.width() * bytes);
  }

  /** Bytes of a task's sums. */
  long sumBytes() {
    return (long) most * cut.width() * Double.BYTES;
  }

  private void move(int task) {
    product = cut.product(task);
    firstRow = cut.firstRow(task);
    rows = Math.min(cut.rows(), factors.rows() - firstRow);
    firstColumn = cut.firstColumn(task);
    columns = (int) Math.min(cut.width(), factors.columns() - firstColumn);
    lanes = strips == null ? Math.ceilDiv(columns, block) * block : cut.width();
  }

  /** Does a task with its whole inner sum. */
  void multiply(int task) {
    move(task);
    if (factors.inner() > ProductCut.PIECE) {
      addPieces(0, factors.inner(), sums, 0);
      write(sums, 0, 1, 0);
      return;
    }
    boolean whole = lanes == columns && (strips == null ? rows >= height : rows % height == 0);
    if (whole && factors.alpha() == 1 && factors.beta() == 0) {
      Factor c = factors.c();
      multiply(0, factors.inner(), c.segment(), target(0), c.row());
    } else {
      multiply(0, factors.inner(), tile, 0, lanes * bytes);
      combine();
    }
  }

  /** Writes the sums of one chunk, at a given place. */
  void sum(int task, int chunk, MemorySegment all, int place) {
    move(task);
    int from = chunk * ProductCut.CHUNK;
    int to = Math.min(factors.inner(), from + ProductCut.CHUNK);
    addPieces(from, to, all, place * sumBytes());
  }

  /** Adds the chunks' sums of a task, in order. */
  void addUp(int task, MemorySegment all) {
    move(task);
    write(all, (long) task * cut.chunks() * sumBytes(), cut.chunks(), sumBytes());
  }

  private void addPieces(int from, int to, MemorySegment target, long offset) {
    long count = (long) Math.ceilDiv(rows, height) * height * lanes;
    mlp.clear(count, target, offset);
    for (int start = from; start < to; start += ProductCut.PIECE) {
      multiply(start, Math.min(ProductCut.PIECE, to - start), tile, 0, lanes * bytes);
      mlp.addToDoubles(count, tile, 0, target, offset);
    }
  }

  /** One piece of the inner sum. */
  private void multiply(int from, int depth, MemorySegment c, long offset, long stride) {
    if (strips != null) {
      multiplyPacked(from, depth, c, offset, stride);
      return;
    }
    Factor a = factors.a();
    Factor b = factors.b();
    MemorySegment left = a.segment();
    long leftOffset = a.at(product, firstRow, from);
    long leftRow = a.row();
    long leftColumn = a.column();
    if (rows < height) {
      kernels.packStrips(left, leftOffset, leftRow, leftColumn, rows, depth, packedA);
      left = packedA;
      leftOffset = 0;
      leftRow = bytes;
      leftColumn = kernels.stripStride() * bytes;
    }
    MemorySegment right = b.segment();
    long rightOffset = b.at(product, from, firstColumn);
    long rightRow = b.row();
    if (b.column() != bytes || lanes != columns) {
      pack(from, depth);
      right = packedB;
      rightOffset = 0;
      rightRow = lanes * bytes;
    }
    kernels.multiplyDirect(
        Math.max(rows, height),
        columns,
        depth,
        left,
        leftOffset,
        leftRow,
        leftColumn,
        right,
        rightOffset,
        rightRow,
        c,
        offset,
        stride);
  }

  private void multiplyPacked(int from, int depth, MemorySegment c, long offset, long stride) {
    pack(from, depth);
    long piece = kernels.stripBytes(factors.rows(), from);
    long before = kernels.stripBytes(firstRow, depth);
    kernels.multiplyPanel(
        Math.ceilDiv(rows, height),
        depth,
        strips.asSlice(piece + before),
        packedB,
        0,
        c,
        offset,
        stride,
        null);
  }

  private void pack(int from, int depth) {
    Factor b = factors.b();
    if (b.column() == bytes) {
      for (int k = 0; k < depth; k++) {
        long start = b.at(product, (long) from + k, firstColumn);
        MemorySegment.copy(b.segment(), start, packedB, k * lanes * bytes, columns * bytes);
      }
      return;
    }
    int wholeColumns = b.row() == bytes ? columns / block * block : 0;
    int wholeDepth = b.row() == bytes ? depth / block * block : 0;
    mlp.transpose(
        b.segment(),
        b.at(product, from, firstColumn),
        b.column(),
        wholeColumns,
        wholeDepth,
        packedB,
        0,
        lanes * bytes);
    for (int k = 0; k < depth; k++) {
      for (int j = k < wholeDepth ? wholeColumns : 0; j < columns; j++) {
        copyElement(
            b.segment(),
            b.at(product, (long) from + k, firstColumn + j),
            packedB,
            ((long) k * lanes + j) * bytes);
      }
    }
  }

  private void copyElement(MemorySegment from, long offset, MemorySegment to, long toOffset) {
    if (kernels.type() == ElementType.F32) {
      to.set(JAVA_FLOAT_UNALIGNED, toOffset, from.get(JAVA_FLOAT_UNALIGNED, offset));
    } else {
      to.set(JAVA_DOUBLE_UNALIGNED, toOffset, from.get(JAVA_DOUBLE_UNALIGNED, offset));
    }
  }

  private long target(int row) {
    return factors.c().at(product, firstRow + row, firstColumn);
  }

  /** C ← α·tile + β·C. */
  private void combine() {
    Factor c = factors.c();
    boolean together = lanes == columns && c.row() == lanes * bytes;
    int calls = together ? 1 : rows;
    long count = together ? (long) rows * columns : columns;
    for (int row = 0; row < calls; row++) {
      mlp.combine(
          count,
          factors.alpha(),
          tile,
          row * lanes * bytes,
          factors.beta(),
          c.segment(),
          target(row));
    }
  }

  /** C ← α·(sums at {@code count} places, in order) + β·C. */
  private void write(MemorySegment all, long offset, int count, long step) {
    MemorySegment c = factors.c().segment();
    boolean single = kernels.type() == ElementType.F32;
    for (int row = 0; row < rows; row++) {
      long target = target(row);
      for (int j = 0; j < columns; j++, target += bytes) {
        long place = offset + ((long) row * lanes + j) * Double.BYTES;
        double sum = 0;
        for (int chunk = 0; chunk < count; chunk++) {
          sum += all.get(JAVA_DOUBLE, place + chunk * step);
        }
        sum *= factors.alpha();
        if (factors.beta() != 0) {
          double old =
              single ? c.get(JAVA_FLOAT_UNALIGNED, target) : c.get(JAVA_DOUBLE_UNALIGNED, target);
          sum += factors.beta() * old;
        }
        if (single) {
          c.set(JAVA_FLOAT_UNALIGNED, target, (float) sum);
        } else {
          c.set(JAVA_DOUBLE_UNALIGNED, target, sum);
        }
      }
    }
  }
}
