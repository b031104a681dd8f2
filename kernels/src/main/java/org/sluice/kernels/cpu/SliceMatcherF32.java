package org.sluice.kernels.cpu;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import java.lang.foreign.MemorySegment;
import org.sluice.kernels.SlicedWasserstein;

/**
 * Matching on heap arrays: a column is copied in and its residuals out, at memory speed. Sorting is
 * random access, for which plain arrays are as fast as segments once compiled, and far faster
 * before.
 */
public abstract class SliceMatcherF32 implements SliceMatcher {

  private final Side samples;
  private final Side data;
  private final long bytes;

  /** Scratch of one side. */
  private static final class Side {
    final int count;
    final float[] keys;
    final float[] sorted;
    final float[] residual;
    final int[] permutation;
    final double[] weights;
    final double[] cumulative;

    Side(long points, boolean residuals, boolean weighted) {
      count = Math.toIntExact(points);
      keys = new float[count];
      sorted = new float[count];
      residual = residuals ? new float[count] : null;
      permutation = new int[count];
      weights = weighted ? new double[count] : null;
      cumulative = weighted ? new double[count] : null;
    }
  }

  /** Allocates for a shape. */
  protected SliceMatcherF32(SlicedWasserstein.Shape shape) {
    boolean residuals = shape.sampleGradient() || shape.directionGradient();
    samples = new Side(shape.samples(), residuals, shape.weighted());
    data = new Side(shape.data(), shape.directionGradient(), shape.weighted());
    long perPoint = 3L * Float.BYTES + Integer.BYTES + (shape.weighted() ? 2L * Double.BYTES : 0);
    bytes = (shape.samples() + shape.data()) * perPoint;
  }

  @Override
  public long bytes() {
    return bytes + sortScratchBytes();
  }

  /** Bytes that the sort holds. */
  protected abstract long sortScratchBytes();

  /**
   * Stable ascending argsort of the first n keys: {@code sorted} gets them in order, {@code
   * permutation} their indices. The order is numeric; −0 and +0 are equal, NaN comes last; equal
   * keys keep their order. Keys are only read.
   */
  public abstract void argsort(float[] keys, int n, float[] sorted, int[] permutation);

  /** Ascending sort of the first n keys in argsort's order. Keys may be overwritten. */
  public abstract void sort(float[] keys, int n, float[] sorted);

  /**
   * Matches two sorted columns of equal size and equal weights.
   *
   * @param residual gets r_j = (x_(j) − y_(j)) / n, or null
   * @return mean_j (x_(j) − y_(j))²
   */
  public abstract double matchEqual(float[] sortedX, float[] sortedY, int n, float[] residual);

  @Override
  public int batch() {
    return 1;
  }

  /**
   * Takes a column of a batch that is to be sorted together.
   *
   * @param sampleSide whether it is the samples' or the data's
   */
  protected void collect(boolean sampleSide, int lane, float[] keys) {}

  /** Sorts the {@code count} columns of one side that were collected. */
  protected void sortCollected(boolean sampleSide, int count) {}

  /** Argsort of a column that may have been sorted with its batch. */
  protected void argsortCollected(
      boolean sampleSide, int lane, float[] keys, int n, float[] sorted, int[] permutation) {
    argsort(keys, n, sorted, permutation);
  }

  @Override
  public final void match(
      PointCloud x,
      PointCloud y,
      int first,
      int count,
      boolean weighted,
      boolean sampleResiduals,
      boolean dataResiduals,
      MemorySegment squared,
      long firstSquared) {
    boolean together = count > 1;
    if (together) {
      collect(x, samples, true, first, count);
      collect(y, data, false, first, count);
    }
    for (int lane = 0; lane < count; lane++) {
      x.readColumn(first + lane, samples.keys);
      y.readColumn(first + lane, data.keys);
      if (together) {
        argsortCollected(
            true, lane, samples.keys, samples.count, samples.sorted, samples.permutation);
        argsortCollected(false, lane, data.keys, data.count, data.sorted, data.permutation);
      } else {
        order(samples, sampleResiduals || weighted);
        order(data, dataResiduals || weighted);
      }
      double distance = matchSorted(x, y, first + lane, weighted, sampleResiduals, dataResiduals);
      squared.setAtIndex(JAVA_DOUBLE, firstSquared + lane, distance);
    }
  }

  private void collect(PointCloud cloud, Side side, boolean sampleSide, int first, int count) {
    for (int lane = 0; lane < count; lane++) {
      cloud.readColumn(first + lane, side.keys);
      collect(sampleSide, lane, side.keys);
    }
    sortCollected(sampleSide, count);
  }

  private void order(Side side, boolean permuted) {
    if (permuted) {
      argsort(side.keys, side.count, side.sorted, side.permutation);
    } else {
      sort(side.keys, side.count, side.sorted);
    }
  }

  private double matchSorted(
      PointCloud x,
      PointCloud y,
      int slice,
      boolean weighted,
      boolean sampleResiduals,
      boolean dataResiduals) {
    float[] residualX = sampleResiduals ? samples.residual : null;
    float[] residualY = dataResiduals ? data.residual : null;
    double distance;
    if (weighted) {
      accumulate(x, samples);
      accumulate(y, data);
      distance =
          QuantileMatchF32.weighted(
              samples.sorted,
              samples.cumulative,
              samples.count,
              data.sorted,
              data.cumulative,
              data.count,
              residualX,
              residualY);
    } else if (samples.count == data.count) {
      distance = matchEqual(samples.sorted, data.sorted, data.count, residualX);
      if (dataResiduals) {
        for (int j = 0; j < data.count; j++) {
          residualY[j] = -residualX[j];
        }
      }
    } else {
      distance =
          QuantileMatchF32.unequal(
              samples.sorted, samples.count, data.sorted, data.count, residualX, residualY);
    }
    if (sampleResiduals) {
      store(x, slice, samples);
    }
    if (dataResiduals) {
      store(y, slice, data);
    }
    return distance;
  }

  private static void store(PointCloud cloud, int slice, Side side) {
    float[] scattered = side.keys;
    for (int j = 0; j < side.count; j++) {
      scattered[side.permutation[j]] = side.residual[j];
    }
    cloud.writeColumn(slice, scattered);
  }

  private static void accumulate(PointCloud cloud, Side side) {
    cloud.readWeights(side.weights);
    double sum = 0;
    for (int j = 0; j < side.count; j++) {
      sum += side.weights[side.permutation[j]];
      side.cumulative[j] = Math.min(sum, 1);
    }
    // The last point that has weight, and all after it, end at exactly 1: rounding would otherwise
    // leave a sliver of mass without a partner.
    for (int j = side.count - 1; j >= 0; j--) {
      side.cumulative[j] = 1;
      if (side.weights[side.permutation[j]] > 0) {
        return;
      }
    }
  }
}
