package org.sluice.kernels.cpu.slice;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import java.lang.foreign.MemorySegment;
import org.sluice.kernels.SlicedWasserstein;

/**
 * Matching on heap arrays: columns are copied to arrays and residuals back, at memory speed.
 * Sorting accesses memory at random; for that, arrays are as fast as segments in compiled code and
 * much faster in interpreted code.
 */
public abstract class SliceMatcherF32 implements SliceMatcher {

  private final int batch;
  private final int fewest;
  private final int batches;
  private final Side samples;
  private final Side data;
  private final MergeSchedule schedule;
  private final float[] keys;
  private final double[] means;
  private final long bytes;

  /** Scratch of one side: the columns of a batch of slices, one after the other. */
  private static final class Side {
    final int count;
    final float[] sorted;
    final float[] residual;
    final int[] permutation;
    final double[] weights;
    final double[] cumulative;

    Side(int points, int batch, int indices, boolean residuals, boolean weighted) {
      count = points;
      sorted = new float[batch * count];
      permutation = new int[indices];
      residual = residuals ? new float[count] : null;
      weights = weighted ? new double[count] : null;
      cumulative = weighted ? new double[count] : null;
    }

    long bytes() {
      long narrow = sorted.length + (residual == null ? 0 : count);
      long wide = weights == null ? 0 : 2L * count;
      return narrow * Float.BYTES + (long) permutation.length * Integer.BYTES + wide * Double.BYTES;
    }
  }

  /**
   * Allocates for a shape.
   *
   * @param batch see {@link #batch}
   * @param fewest see {@link #fewest}
   */
  protected SliceMatcherF32(
      SlicedWasserstein.Shape shape, MergeSchedule schedule, int batch, int fewest) {
    this.batch = batch;
    this.fewest = fewest;
    this.schedule = schedule;
    batches = shape.batches();
    boolean residuals = shape.sampleGradient() || shape.directionGradient();
    boolean weighted = shape.weighted();
    int x = Math.toIntExact(shape.samples());
    int y = Math.toIntExact(shape.data());
    int most = Math.multiplyExact(batch, Math.max(x, y));
    keys = new float[most];
    // A sort without a permutation needs as much scratch. The data are sorted first and may use it.
    samples = new Side(x, batch, most, residuals, weighted);
    boolean dataResiduals = shape.directionGradient();
    boolean dataPermuted = dataResiduals || weighted || shape.recurringDirections();
    data = new Side(y, batch, dataPermuted ? batch * y : 0, dataResiduals, weighted);
    means = batches > 1 ? new double[data.count] : null;
    long shared =
        (long) Float.BYTES * most + (means == null ? 0 : (long) Double.BYTES * data.count);
    bytes = samples.bytes() + data.bytes() + shared;
  }

  @Override
  public long bytes() {
    return bytes + sortScratchBytes();
  }

  /** Bytes that the sort holds. */
  protected abstract long sortScratchBytes();

  /**
   * Stable ascending argsort of some columns of n keys, one after the other: {@code sorted} gets
   * each column's keys in order, {@code permutation} their indices within the column. The order is
   * numeric; −0 and +0 are equal, NaN comes last; equal keys keep their order. Keys are only read.
   */
  public abstract void argsort(float[] keys, int columns, int n, float[] sorted, int[] permutation);

  /**
   * Ascending sort of some columns of n keys, in argsort's order except that −0 and +0 may come in
   * any. Keys may be overwritten.
   *
   * @param scratch as long as {@code sorted}
   */
  public abstract void sort(float[] keys, int columns, int n, float[] sorted, int[] scratch);

  /**
   * Matches two sorted columns of equal size and equal weights.
   *
   * @param from index of the first key of both columns
   * @param residual gets r_j = (x_(j) − y_(j)) / n from element 0 on, or null
   * @return mean_j (x_(j) − y_(j))²
   */
  public abstract double matchEqual(
      float[] sortedX, float[] sortedY, int from, int n, float[] residual);

  /**
   * Element {@code from} + permutation[from + j] of {@code target} ← element {@code first} + j of
   * {@code source}, for n elements.
   */
  protected abstract void scatter(
      float[] source, int first, int n, int[] permutation, int from, float[] target);

  /** Copies a column of projections to an array, where it begins at {@code from}. */
  protected abstract void read(Projections projections, int slice, float[] target, int from);

  /** Copies a column that begins at {@code from} in an array back to its place. */
  protected abstract void write(float[] source, int from, Projections projections, int slice);

  @Override
  public final int batch() {
    return batch;
  }

  @Override
  public final int fewest() {
    return fewest;
  }

  @Override
  public final void match(
      Projections x,
      Projections y,
      int first,
      int count,
      boolean weighted,
      boolean sampleResiduals,
      boolean dataResiduals,
      DataOrders orders,
      MemorySegment squared,
      int firstSquared) {
    if (orders == null) {
      order(y, data, first, count, 1, dataResiduals || weighted);
    } else {
      orderAsBefore(y, first, count, orders, firstSquared);
    }
    order(x, samples, first, count, batches, sampleResiduals || weighted);
    for (int lane = 0; lane < count; lane++) {
      double distance = matchSorted(x, y, lane, weighted, sampleResiduals, dataResiduals);
      if (sampleResiduals) {
        store(x, samples, first + lane, lane, batches);
      }
      if (dataResiduals) {
        store(y, data, first + lane, lane, 1);
      }
      squared.setAtIndex(JAVA_DOUBLE, firstSquared + lane, distance);
    }
  }

  private void order(
      Projections projections, Side side, int first, int count, int parts, boolean permuted) {
    readColumns(projections, side, first, count);
    if (permuted) {
      argsort(keys, count * parts, side.count / parts, side.sorted, side.permutation);
    } else {
      sort(keys, count * parts, side.count / parts, side.sorted, samples.permutation);
    }
  }

  private void readColumns(Projections projections, Side side, int first, int count) {
    for (int lane = 0; lane < count; lane++) {
      read(projections, first + lane, keys, lane * side.count);
    }
  }

  private void orderAsBefore(
      Projections y, int first, int count, DataOrders orders, int firstSlice) {
    readColumns(y, data, first, count);
    boolean done = orders.trying();
    for (int lane = 0; done && lane < count; lane++) {
      int from = lane * data.count;
      orders.read(firstSlice + lane, data.permutation, from);
      done =
          NearOrderF32.gather(
              keys, from, data.count, data.sorted, data.permutation, from, data.count);
    }
    if (!done) {
      argsort(keys, count, data.count, data.sorted, data.permutation);
    }
    for (int lane = 0; lane < count; lane++) {
      orders.write(firstSlice + lane, data.permutation, lane * data.count);
      if (!done) {
        orders.failed();
      }
    }
  }

  private double matchSorted(
      Projections x,
      Projections y,
      int lane,
      boolean weighted,
      boolean sampleResiduals,
      boolean dataResiduals) {
    int fromX = lane * samples.count;
    int fromY = lane * data.count;
    float[] residualX = sampleResiduals ? samples.residual : null;
    float[] residualY = dataResiduals ? data.residual : null;
    if (weighted) {
      accumulate(x, samples, fromX);
      accumulate(y, data, fromY);
      return QuantileMatchF32.weighted(
          samples.sorted,
          fromX,
          samples.cumulative,
          samples.count,
          data.sorted,
          fromY,
          data.cumulative,
          data.count,
          residualX,
          residualY);
    }
    if (batches > 1) {
      return QuantileMatchF32.corrected(
          samples.sorted,
          fromX,
          batches,
          data.sorted,
          fromY,
          data.count,
          means,
          residualX,
          residualY);
    }
    if (samples.count != data.count) {
      return QuantileMatchF32.unequal(
          schedule, samples.sorted, fromX, data.sorted, fromY, residualX, residualY);
    }
    double distance = matchEqual(samples.sorted, data.sorted, fromX, data.count, residualX);
    if (dataResiduals) {
      for (int j = 0; j < data.count; j++) {
        residualY[j] = -residualX[j];
      }
    }
    return distance;
  }

  /** Scatters residuals from the order of ranks to that of points, into the slice's column. */
  private void store(Projections projections, Side side, int slice, int lane, int parts) {
    int from = lane * side.count;
    int n = side.count / parts;
    for (int start = 0; start < side.count; start += n) {
      scatter(side.residual, start, n, side.permutation, from + start, keys);
    }
    write(keys, from, projections, slice);
  }

  private static void accumulate(Projections projections, Side side, int from) {
    projections.readWeights(side.weights);
    double sum = 0;
    for (int j = 0; j < side.count; j++) {
      sum += side.weights[side.permutation[from + j]];
      side.cumulative[j] = Math.min(sum, 1);
    }
    // The last point that has weight and all after it end at exactly 1. Otherwise rounding would
    // leave a small mass without a partner.
    for (int j = side.count - 1; j >= 0; j--) {
      side.cumulative[j] = 1;
      if (side.weights[side.permutation[from + j]] > 0) {
        return;
      }
    }
  }
}
