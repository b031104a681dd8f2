// Made from ScalarSlicesF32.java by TwinSources. Change that file, not this one.
package org.sluice.kernels.scalar;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;

import org.sluice.kernels.SlicedWasserstein;
import org.sluice.kernels.cpu.MergeSchedule;
import org.sluice.kernels.cpu.Projections;
import org.sluice.kernels.cpu.SliceMatcherF64;

/** The specification of order and of matching. */
public final class ScalarSlicesF64 extends SliceMatcherF64 {

  private final MergeSortF64 mergeSort;
  private final int most;

  /** Allocates for a shape. */
  public ScalarSlicesF64(SlicedWasserstein.Shape shape, MergeSchedule schedule) {
    super(shape, schedule, 1, 1);
    most = Math.toIntExact(Math.max(shape.samples(), shape.data()));
    mergeSort = new MergeSortF64(most);
  }

  @Override
  protected long sortScratchBytes() {
    return 2L * Integer.BYTES * most;
  }

  @Override
  public void argsort(double[] keys, int columns, int n, double[] sorted, int[] permutation) {
    for (int start = 0; start < columns * n; start += n) {
      mergeSort.argsort(keys, start, n, permutation);
      for (int j = start; j < start + n; j++) {
        sorted[j] = keys[start + permutation[j]];
      }
    }
  }

  @Override
  public void sort(double[] keys, int columns, int n, double[] sorted, int[] scratch) {
    argsort(keys, columns, n, sorted, scratch);
  }

  @Override
  protected void scatter(
      double[] source, int first, int n, int[] permutation, int from, double[] target) {
    for (int j = 0; j < n; j++) {
      target[from + permutation[from + j]] = source[first + j];
    }
  }

  @Override
  protected void read(Projections projections, int slice, double[] target, int from) {
    for (int i = 0; i < projections.count(); i++) {
      long offset = projections.column(slice) + i * projections.panelStride();
      target[from + i] = projections.segment().get(JAVA_DOUBLE_UNALIGNED, offset);
    }
  }

  @Override
  protected void write(double[] source, int from, Projections projections, int slice) {
    for (int i = 0; i < projections.count(); i++) {
      long offset = projections.column(slice) + i * projections.panelStride();
      projections.segment().set(JAVA_DOUBLE_UNALIGNED, offset, source[from + i]);
    }
  }

  @Override
  public double matchEqual(double[] sortedX, double[] sortedY, int from, int n, double[] residual) {
    double mass = (double) (1.0 / n);
    double sum = 0;
    for (int j = 0; j < n; j++) {
      double difference = sortedX[from + j] - sortedY[from + j];
      double wide = difference;
      sum += wide * wide;
      if (residual != null) {
        residual[j] = mass * difference;
      }
    }
    return sum / n;
  }
}
