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
  private final PanelSortF32 samplePanel;
  private final PanelSortF32 dataPanel;
  private boolean samplesCollected;
  private boolean dataCollected;
  private final int[] permutation;

  /** Allocates for a shape. */
  public VectorSlicesF32(SlicedWasserstein.Shape shape) {
    super(shape);
    int most = Math.toIntExact(Math.max(shape.samples(), shape.data()));
    quantisedSort = new QuantisedSortF32(most);
    permutation = new int[most];
    boolean together = most <= PanelSortF32.MOST && shape.slices() >= RowNetwork.WIDTH / 2;
    samplePanel = together ? new PanelSortF32((int) shape.samples()) : null;
    dataPanel = together ? new PanelSortF32((int) shape.data()) : null;
  }

  @Override
  public int batch() {
    return samplePanel == null ? 1 : RowNetwork.WIDTH;
  }

  @Override
  protected void collect(boolean sampleSide, int lane, float[] keys) {
    (sampleSide ? samplePanel : dataPanel).load(lane, keys);
  }

  @Override
  protected void sortCollected(boolean sampleSide, int count) {
    // A network sorts whole panels, so a batch that fills less than half of one is not worth it.
    boolean worthwhile = 2 * count >= RowNetwork.WIDTH;
    if (sampleSide) {
      samplesCollected = worthwhile;
    } else {
      dataCollected = worthwhile;
    }
    if (worthwhile) {
      (sampleSide ? samplePanel : dataPanel).sort();
    }
  }

  @Override
  protected void argsortCollected(
      boolean sampleSide, int lane, float[] keys, int n, float[] sorted, int[] order) {
    PanelSortF32 panel = sampleSide ? samplePanel : dataPanel;
    if ((sampleSide ? samplesCollected : dataCollected) && panel.sorted(lane)) {
      panel.order(lane, order);
      if (QuantisedSortF32.gather(keys, n, sorted, order, 4L * n)) {
        return;
      }
    }
    argsort(keys, n, sorted, order);
  }

  @Override
  protected long sortScratchBytes() {
    long panels = samplePanel == null ? 0 : samplePanel.bytes() + dataPanel.bytes();
    return 3L * Integer.BYTES * permutation.length + panels;
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
