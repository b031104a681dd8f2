package org.sluice.kernels.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.sluice.kernels.SlicedWasserstein;
import org.sluice.kernels.cpu.SliceMatcherF32;

/** Slices by the quantised sort, matched in vectors. */
public final class VectorSlicesF32 extends SliceMatcherF32 {

  private static final VectorSpecies<Float> SPECIES = Lanes.F32;
  private static final int LENGTH = SPECIES.length();
  // Squares add up in the element type over runs of this length only, then in float64.
  private static final int RUN = 8 * LENGTH;

  private final QuantisedSortF32 quantisedSort;
  private final int[] permutation;

  /** Allocates for a shape. */
  public VectorSlicesF32(SlicedWasserstein.Shape shape) {
    super(shape);
    int most = Math.toIntExact(Math.max(shape.samples(), shape.data()));
    quantisedSort = new QuantisedSortF32(most);
    permutation = new int[most];
  }

  @Override
  protected long sortScratchBytes() {
    return 3L * Integer.BYTES * permutation.length;
  }

  @Override
  public void argsort(float[] keys, int n, float[] sorted, int[] order) {
    quantisedSort.argsort(keys, n, sorted, order);
  }

  @Override
  public void sort(float[] keys, int n, float[] sorted) {
    quantisedSort.argsort(keys, n, sorted, permutation);
  }

  @Override
  public double matchEqual(float[] sortedX, float[] sortedY, int n, float[] residual) {
    float mass = (float) (1.0 / n);
    double sum = 0;
    int start = 0;
    for (; start + RUN <= n; start += RUN) {
      sum += run(sortedX, sortedY, start, mass, residual);
    }
    for (int j = start; j < n; j++) {
      float difference = sortedX[j] - sortedY[j];
      double wide = difference;
      sum += wide * wide;
      if (residual != null) {
        residual[j] = mass * difference;
      }
    }
    return sum / n;
  }

  private static double run(
      float[] sortedX, float[] sortedY, int start, float mass, float[] residual) {
    FloatVector squares = FloatVector.zero(SPECIES);
    for (int j = start; j < start + RUN; j += LENGTH) {
      FloatVector difference =
          FloatVector.fromArray(SPECIES, sortedX, j)
              .sub(FloatVector.fromArray(SPECIES, sortedY, j));
      squares = difference.fma(difference, squares);
      if (residual != null) {
        difference.mul(mass).intoArray(residual, j);
      }
    }
    return LaneSumF32.of(squares);
  }
}
