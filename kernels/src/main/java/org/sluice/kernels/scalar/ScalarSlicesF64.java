// Made from ScalarSlicesF32.java by TwinSources. Change that file, not this one.
package org.sluice.kernels.scalar;

import org.sluice.kernels.SlicedWasserstein;
import org.sluice.kernels.cpu.SliceMatcherF64;

/** The specification of order and of matching. */
public final class ScalarSlicesF64 extends SliceMatcherF64 {

  private final MergeSortF64 mergeSort;
  private final int[] permutation;

  /** Allocates for a shape. */
  public ScalarSlicesF64(SlicedWasserstein.Shape shape) {
    super(shape);
    int most = Math.toIntExact(Math.max(shape.samples(), shape.data()));
    mergeSort = new MergeSortF64(most);
    permutation = new int[most];
  }

  @Override
  protected long sortScratchBytes() {
    return 2L * Integer.BYTES * permutation.length;
  }

  @Override
  public void argsort(double[] keys, int n, double[] sorted, int[] order) {
    mergeSort.argsort(keys, n, order);
    for (int j = 0; j < n; j++) {
      sorted[j] = keys[order[j]];
    }
  }

  @Override
  public void sort(double[] keys, int n, double[] sorted) {
    argsort(keys, n, sorted, permutation);
  }

  @Override
  public double matchEqual(double[] sortedX, double[] sortedY, int n, double[] residual) {
    double mass = (double) (1.0 / n);
    double sum = 0;
    for (int j = 0; j < n; j++) {
      double difference = sortedX[j] - sortedY[j];
      double wide = difference;
      sum += wide * wide;
      if (residual != null) {
        residual[j] = mass * difference;
      }
    }
    return sum / n;
  }
}
