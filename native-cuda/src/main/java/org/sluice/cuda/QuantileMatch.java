package org.sluice.cuda;

import org.sluice.kernels.SlicedWasserstein;

/** Matches the sorted columns of both sides: squared distances, and residuals where asked for. */
final class QuantileMatch {

  private static final int THREADS = 256;

  /** Points that one block matches, where each meets one partner. */
  private static final int CHUNK = 4096;

  /** Points that one block matches, where a cell has any number of partners. */
  private static final int CELLS = 256;

  private static final int WARP = 32;

  private final Device device;
  private final SlicedWasserstein.Shape shape;
  private final String suffix;
  private final long distances;

  /**
   * Allocates for a block of directions.
   *
   * @param columns directions of a block
   */
  QuantileMatch(Device device, DeviceMemory memory, SlicedWasserstein.Shape shape, long columns) {
    this.device = device;
    this.shape = shape;
    suffix = Transfers.suffix(shape.type());
    distances = memory.allocate(Math.ceilDiv(shape.samples(), CELLS) * columns * Double.BYTES);
  }

  /** The address of the chunks' distances, chunks × columns. */
  long distances() {
    return distances;
  }

  /**
   * Matches.
   *
   * @param columns directions of this block
   * @param xResiduals whether the samples' residuals are wanted
   * @param yResiduals whether the data's are
   * @return the number of chunks
   */
  long match(
      long columns, Side x, Side y, boolean weighted, boolean xResiduals, boolean yResiduals) {
    if (weighted) {
      accumulate(columns, x);
      accumulate(columns, y);
      if (yResiduals) {
        matchWeighted(columns, y, x, y.residuals(), 0);
      }
      return matchWeighted(columns, x, y, xResiduals ? x.residuals() : 0, distances);
    }
    if (shape.batches() > 1 || x.points() == y.points()) {
      return matchRanks(columns, x, y, xResiduals, yResiduals);
    }
    if (yResiduals) {
      matchEven(columns, y, x, y.residuals(), 0);
    }
    return matchEven(columns, x, y, xResiduals ? x.residuals() : 0, distances);
  }

  private void accumulate(long columns, Side side) {
    device
        .kernel("accumulate_weights")
        .with(side.points())
        .with(side.order())
        .with(side.weights())
        .with(side.levels())
        .launch(columns, 1, THREADS, 0);
  }

  private long matchRanks(long columns, Side x, Side y, boolean xResiduals, boolean yResiduals) {
    boolean corrected = shape.batches() > 1;
    Kernel kernel = device.kernel((corrected ? "match_corrected_" : "match_equal_") + suffix);
    kernel.with(y.points());
    if (corrected) {
      kernel.with(shape.batches());
    }
    long chunks = Math.ceilDiv(y.points(), CHUNK);
    kernel
        .with(x.keys())
        .with(x.order())
        .with(y.keys())
        .with(y.order())
        .with(xResiduals ? x.residuals() : 0)
        .with(yResiduals ? y.residuals() : 0)
        .with(distances)
        .launch(chunks, columns, THREADS, 0);
    return chunks;
  }

  private long matchEven(long columns, Side x, Side y, long residuals, long target) {
    long chunks = Math.ceilDiv(x.points(), CELLS);
    device
        .kernel("match_even_" + suffix)
        .with(x.points())
        .with(x.keys())
        .with(x.order())
        .with(y.points())
        .with(y.keys())
        .with(lanes(x, y))
        .with(residuals)
        .with(target)
        .launch(chunks, columns, THREADS, 0);
    return chunks;
  }

  private long matchWeighted(long columns, Side x, Side y, long residuals, long target) {
    long chunks = Math.ceilDiv(x.points(), CELLS);
    device
        .kernel("match_weighted_" + suffix)
        .with(x.points())
        .with(x.keys())
        .with(x.order())
        .with(x.levels())
        .with(y.points())
        .with(y.keys())
        .with(y.levels())
        .with(lanes(x, y))
        .with(residuals)
        .with(target)
        .launch(chunks, columns, THREADS, 0);
    return chunks;
  }

  /** Threads that share a cell of x: as many as it has partners, a power of two. */
  private static int lanes(Side x, Side y) {
    long partners = Math.clamp(y.points() / x.points(), 1, WARP);
    return Integer.highestOneBit((int) partners);
  }
}
