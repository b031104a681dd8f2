package org.sluice.kernels.scalar;

import org.sluice.kernels.SlicedWasserstein;
import org.sluice.kernels.cpu.SliceMatcherF32;

/** The specification of order and of matching. */
public final class ScalarSlicesF32 extends SliceMatcherF32 {

  private final MergeSortF32 mergeSort;
  private final int[] permutation;

  /** Allocates for a shape. */
  public ScalarSlicesF32(SlicedWasserstein.Shape shape) {
    super(shape);
    int most = Math.toIntExact(Math.max(shape.samples(), shape.data()));
    mergeSort = new MergeSortF32(most);
    permutation = new int[most];
  }

  @Override
  protected long sortScratchBytes() {
    return 2L * Integer.BYTES * permutation.length;
  }

  @Override
  public void argsort(float[] keys, int n, float[] sorted, int[] order) {
    mergeSort.argsort(keys, n, order);
    for (int j = 0; j < n; j++) {
      sorted[j] = keys[order[j]];
    }
  }

  @Override
  public void sort(float[] keys, int n, float[] sorted) {
    argsort(keys, n, sorted, permutation);
  }

  @Override
  public double matchEqual(float[] sortedX, float[] sortedY, int n, float[] residual) {
    float mass = (float) (1.0 / n);
    double sum = 0;
    for (int j = 0; j < n; j++) {
      float difference = sortedX[j] - sortedY[j];
      double wide = difference;
      sum += wide * wide;
      if (residual != null) {
        residual[j] = mass * difference;
      }
    }
    return sum / n;
  }
}
