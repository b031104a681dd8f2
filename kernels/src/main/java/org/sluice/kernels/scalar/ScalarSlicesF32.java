package org.sluice.kernels.scalar;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import org.sluice.kernels.SlicedWasserstein;
import org.sluice.kernels.cpu.slice.MergeSchedule;
import org.sluice.kernels.cpu.slice.Projections;
import org.sluice.kernels.cpu.slice.SliceMatcherF32;

/** The specification of order and of matching. */
public final class ScalarSlicesF32 extends SliceMatcherF32 {

  private final MergeSortF32 mergeSort;
  private final int most;

  /** Allocates for a shape. */
  public ScalarSlicesF32(SlicedWasserstein.Shape shape, MergeSchedule schedule) {
    super(shape, schedule, 1, 1);
    most = Math.toIntExact(Math.max(shape.samples(), shape.data()));
    mergeSort = new MergeSortF32(most);
  }

  @Override
  protected long sortScratchBytes() {
    return 2L * Integer.BYTES * most;
  }

  @Override
  public void argsort(float[] keys, int columns, int n, float[] sorted, int[] permutation) {
    for (int start = 0; start < columns * n; start += n) {
      mergeSort.argsort(keys, start, n, permutation);
      for (int j = start; j < start + n; j++) {
        sorted[j] = keys[start + permutation[j]];
      }
    }
  }

  @Override
  public void sort(float[] keys, int columns, int n, float[] sorted, int[] scratch) {
    argsort(keys, columns, n, sorted, scratch);
  }

  @Override
  protected void scatter(
      float[] source, int first, int n, int[] permutation, int from, float[] target) {
    for (int j = 0; j < n; j++) {
      target[from + permutation[from + j]] = source[first + j];
    }
  }

  @Override
  protected void read(Projections projections, int slice, float[] target, int from) {
    for (int i = 0; i < projections.count(); i++) {
      long offset = projections.column(slice) + i * projections.panelStride();
      target[from + i] = projections.segment().get(JAVA_FLOAT_UNALIGNED, offset);
    }
  }

  @Override
  protected void write(float[] source, int from, Projections projections, int slice) {
    for (int i = 0; i < projections.count(); i++) {
      long offset = projections.column(slice) + i * projections.panelStride();
      projections.segment().set(JAVA_FLOAT_UNALIGNED, offset, source[from + i]);
    }
  }

  @Override
  public double matchEqual(float[] sortedX, float[] sortedY, int from, int n, float[] residual) {
    float mass = (float) (1.0 / n);
    double sum = 0;
    for (int j = 0; j < n; j++) {
      float difference = sortedX[from + j] - sortedY[from + j];
      double wide = difference;
      sum += wide * wide;
      if (residual != null) {
        residual[j] = mass * difference;
      }
    }
    return sum / n;
  }
}
