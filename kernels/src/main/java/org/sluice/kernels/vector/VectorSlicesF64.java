// Made from VectorSlicesF32.java by TwinSources. Change that file, not this one.
package org.sluice.kernels.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.sluice.kernels.SlicedWasserstein;
import org.sluice.kernels.cpu.SliceMatcherF64;

/** Slices by the quantised sort, matched in vectors. */
public final class VectorSlicesF64 extends SliceMatcherF64 {

  private static final VectorSpecies<Double> SPECIES = Lanes.F64;
  private static final int LENGTH = SPECIES.length();
  // Squares add up in the element type over runs of this length only, then in float64.
  private static final int RUN = 8 * LENGTH;

  private final QuantisedSortF64 quantisedSort;
  private final PanelSortF64 samplePanel;
  private final PanelSortF64 dataPanel;
  private boolean samplesCollected;
  private boolean dataCollected;
  private final int[] permutation;

  /** Allocates for a shape. */
  public VectorSlicesF64(SlicedWasserstein.Shape shape) {
    super(shape);
    int most = Math.toIntExact(Math.max(shape.samples(), shape.data()));
    quantisedSort = new QuantisedSortF64(most);
    permutation = new int[most];
    boolean together = most <= PanelSortF64.MOST && shape.slices() >= RowNetwork.WIDTH / 2;
    samplePanel = together ? new PanelSortF64((int) shape.samples()) : null;
    dataPanel = together ? new PanelSortF64((int) shape.data()) : null;
  }

  @Override
  public int batch() {
    return samplePanel == null ? 1 : RowNetwork.WIDTH;
  }

  @Override
  protected void collect(boolean sampleSide, int lane, double[] keys) {
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
      boolean sampleSide, int lane, double[] keys, int n, double[] sorted, int[] order) {
    PanelSortF64 panel = sampleSide ? samplePanel : dataPanel;
    if ((sampleSide ? samplesCollected : dataCollected) && panel.sorted(lane)) {
      panel.order(lane, order);
      if (QuantisedSortF64.gather(keys, n, sorted, order, 4L * n)) {
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
  public void argsort(double[] keys, int n, double[] sorted, int[] order) {
    quantisedSort.argsort(keys, n, sorted, order);
  }

  @Override
  public void sort(double[] keys, int n, double[] sorted) {
    quantisedSort.argsort(keys, n, sorted, permutation);
  }

  @Override
  public double matchEqual(double[] sortedX, double[] sortedY, int n, double[] residual) {
    double mass = (double) (1.0 / n);
    double sum = 0;
    int start = 0;
    for (; start + RUN <= n; start += RUN) {
      sum += run(sortedX, sortedY, start, mass, residual);
    }
    for (int j = start; j < n; j++) {
      double difference = sortedX[j] - sortedY[j];
      double wide = difference;
      sum += wide * wide;
      if (residual != null) {
        residual[j] = mass * difference;
      }
    }
    return sum / n;
  }

  private static double run(
      double[] sortedX, double[] sortedY, int start, double mass, double[] residual) {
    DoubleVector squares = DoubleVector.zero(SPECIES);
    for (int j = start; j < start + RUN; j += LENGTH) {
      DoubleVector difference =
          DoubleVector.fromArray(SPECIES, sortedX, j)
              .sub(DoubleVector.fromArray(SPECIES, sortedY, j));
      squares = difference.fma(difference, squares);
      if (residual != null) {
        difference.mul(mass).intoArray(residual, j);
      }
    }
    return LaneSumF64.of(squares);
  }
}
