package org.sluice.kernels.cpu.loss;

import java.lang.foreign.MemorySegment;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.SlicedWasserstein;
import org.sluice.kernels.cpu.memory.Workspace;
import org.sluice.kernels.cpu.primitive.Kernels;

/** The directions of the current block and of the one before, packed for both products. */
final class DirectionBlock {

  /** Blocks are smaller from this many points on, since columns no longer fit in cache. */
  private static final long LARGE = 200_000;

  private static final long COLUMN_BYTES = 1 << 20;

  /** Batches of 16 in equal shares for two or four threads. */
  private static final long LEAST_OF_BATCHES = 64;

  private static final long MOST_OF_BATCHES = 192;

  private final Kernels kernels;
  private final SlicedWasserstein.Shape shape;
  private final int capacity;
  private final MemorySegment forward;
  private final MemorySegment[] backward = new MemorySegment[2];
  private int current;
  private int count;
  private Matrix source;

  DirectionBlock(
      Kernels kernels, Workspace workspace, SlicedWasserstein.Shape shape, int capacity) {
    this.kernels = kernels;
    this.shape = shape;
    this.capacity = capacity;
    forward = workspace.allocate(kernels.stripBytes(capacity, shape.dimension()));
    if (shape.sampleGradient()) {
      for (int i = 0; i < 2; i++) {
        backward[i] = workspace.allocate(kernels.stripBytes(shape.dimension(), capacity));
      }
    }
  }

  /**
   * Directions in a block: a whole number of strips, or of pairs of batches. Without batches about
   * 30 measured best: with fewer, reading the panels dominates, and with more, columns fall out of
   * cache. With batches the block is as large as columns of a megabyte allow, within bounds that
   * suit several threads. It does not depend on the number of threads.
   */
  static int size(Kernels kernels, SlicedWasserstein.Shape shape, int batch) {
    long points = Math.max(shape.samples(), shape.data());
    int unit = kernels.stripHeight();
    long wanted = points > LARGE ? 12 : 30;
    if (batch > 1) {
      unit = 2 * batch;
      long cached = COLUMN_BYTES / (points * shape.type().bytes());
      wanted = Math.clamp(cached, LEAST_OF_BATCHES, MOST_OF_BATCHES);
    }
    return (int) Math.min(Math.max(1, wanted / unit) * unit, shape.slices());
  }

  int capacity() {
    return capacity;
  }

  int count() {
    return count;
  }

  int strips() {
    return (count + kernels.stripHeight() - 1) / kernels.stripHeight();
  }

  int backwardStrips() {
    return (shape.dimension() + kernels.stripHeight() - 1) / kernels.stripHeight();
  }

  void source(Matrix directions) {
    source = directions;
  }

  /**
   * Packs {@code count} directions as the current block and keeps the one before for
   * back-projection.
   */
  void load(int first, int newCount) {
    keepForBackProjection();
    count = newCount;
    long bytes = shape.type().bytes();
    long stride = source.stride() * bytes;
    kernels.packStrips(
        source.segment(), first * stride, stride, bytes, count, shape.dimension(), forward);
    if (shape.sampleGradient()) {
      kernels.packStrips(
          source.segment(),
          first * stride,
          bytes,
          stride,
          shape.dimension(),
          count,
          backward[current]);
    }
  }

  /** Makes the current block the one before. */
  void keepForBackProjection() {
    current ^= 1;
  }

  MemorySegment forward() {
    return forward;
  }

  MemorySegment formerBackward() {
    return backward[current ^ 1];
  }
}
