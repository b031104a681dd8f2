// Made from VectorSlicesF32.java by TwinSources. Change that file, not this one.
package org.sluice.kernels.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.sluice.kernels.SlicedWasserstein;
import org.sluice.kernels.cpu.MergeSchedule;
import org.sluice.kernels.cpu.Projections;
import org.sluice.kernels.cpu.SliceMatcherF64;

/**
 * Slices sorted by networks across columns where there are enough short ones, else by quantised
 * digits, and matched in vectors.
 */
public final class VectorSlicesF64 extends SliceMatcherF64 {

  private static final VectorSpecies<Double> SPECIES = Lanes.F64;
  private static final int LENGTH = SPECIES.length();
  // Squares add up in the element type over runs of this length only, then in float64.
  private static final int RUN = 64 * LENGTH;

  private final QuantisedSortF64 quantisedSort;
  private final SortPanel panel;
  private final PanelArgsortF64 panelArgsort;
  private final int[] unused;

  /** Allocates for a shape. */
  public VectorSlicesF64(SlicedWasserstein.Shape shape, MergeSchedule schedule) {
    super(shape, schedule, batch(shape));
    int sampleColumn = Math.toIntExact(shape.samples() / shape.batches());
    int longest = Math.toIntExact(Math.max(sampleColumn, shape.data()));
    quantisedSort = new QuantisedSortF64(longest);
    boolean together = Math.max(batch(), shape.batches()) >= SortPanel.FEWEST;
    int shortest = Math.toIntExact(Math.min(sampleColumn, shape.data()));
    panel = together && shortest <= SortPanel.MOST ? new SortPanel(longest) : null;
    panelArgsort = panel == null ? null : new PanelArgsortF64(panel, quantisedSort);
    unused = new int[batch() * Math.toIntExact(Math.max(shape.samples(), shape.data()))];
  }

  /** Slices whose columns fill a panel; one where columns are too long for it. */
  private static int batch(SlicedWasserstein.Shape shape) {
    long longest = Math.max(shape.samples() / shape.batches(), shape.data());
    boolean together = longest <= SortPanel.MOST && shape.slices() >= SortPanel.FEWEST;
    return together ? Math.max(1, SortPanel.WIDTH / shape.batches()) : 1;
  }

  @Override
  protected long sortScratchBytes() {
    long panels = panel == null ? 0 : panel.bytes();
    return quantisedSort.bytes() + (long) Integer.BYTES * unused.length + panels;
  }

  @Override
  public void argsort(double[] keys, int columns, int n, double[] sorted, int[] permutation) {
    int column = 0;
    if (panel != null && n <= SortPanel.MOST) {
      for (; columns - column >= SortPanel.FEWEST; column += SortPanel.WIDTH) {
        int count = Math.min(SortPanel.WIDTH, columns - column);
        panelArgsort.argsort(keys, column * n, count, n, sorted, permutation);
      }
    }
    for (; column < columns; column++) {
      quantisedSort.argsort(keys, column * n, n, sorted, permutation);
    }
  }

  @Override
  public void sort(double[] keys, int columns, int n, double[] sorted) {
    int column = 0;
    if (panel != null && n <= SortPanel.MOST) {
      for (; columns - column >= SortPanel.FEWEST; column += SortPanel.WIDTH) {
        int count = Math.min(SortPanel.WIDTH, columns - column);
        if (!panel.sort(keys, column * n, count, n, sorted)) {
          panelArgsort.argsort(keys, column * n, count, n, sorted, unused);
        }
      }
    }
    for (; column < columns; column++) {
      quantisedSort.argsort(keys, column * n, n, sorted, unused);
    }
  }

  @Override
  protected void scatter(
      double[] source, int first, int n, int[] permutation, int from, double[] target) {
    PermuteF64.scatter(source, first, n, permutation, from, target);
  }

  @Override
  protected void read(Projections projections, int slice, double[] target, int from) {
    ColumnPiecesF64.read(projections, slice, target, from);
  }

  @Override
  protected void write(double[] source, int from, Projections projections, int slice) {
    ColumnPiecesF64.write(source, from, projections, slice);
  }

  @Override
  public double matchEqual(double[] sortedX, double[] sortedY, int from, int n, double[] residual) {
    double mass = (double) (1.0 / n);
    double sum = 0;
    int whole = SPECIES.loopBound(n);
    for (int start = 0; start < whole; start += RUN) {
      sum += run(sortedX, sortedY, from, start, Math.min(whole, start + RUN), mass, residual);
    }
    for (int j = whole; j < n; j++) {
      double difference = sortedX[from + j] - sortedY[from + j];
      double wide = difference;
      sum += wide * wide;
      if (residual != null) {
        residual[j] = mass * difference;
      }
    }
    return sum / n;
  }

  /** Four sums side by side, since each addition waits for the one before. */
  private static double run(
      double[] sortedX,
      double[] sortedY,
      int from,
      int start,
      int end,
      double mass,
      double[] residual) {
    DoubleVector a = DoubleVector.zero(SPECIES);
    DoubleVector b = a;
    DoubleVector c = a;
    DoubleVector d = a;
    int j = start;
    for (; j + 4 * LENGTH <= end; j += 4 * LENGTH) {
      DoubleVector difference = difference(sortedX, sortedY, from + j);
      a = difference.fma(difference, a);
      store(difference, mass, residual, j);
      difference = difference(sortedX, sortedY, from + j + LENGTH);
      b = difference.fma(difference, b);
      store(difference, mass, residual, j + LENGTH);
      difference = difference(sortedX, sortedY, from + j + 2 * LENGTH);
      c = difference.fma(difference, c);
      store(difference, mass, residual, j + 2 * LENGTH);
      difference = difference(sortedX, sortedY, from + j + 3 * LENGTH);
      d = difference.fma(difference, d);
      store(difference, mass, residual, j + 3 * LENGTH);
    }
    for (; j < end; j += LENGTH) {
      DoubleVector difference = difference(sortedX, sortedY, from + j);
      a = difference.fma(difference, a);
      store(difference, mass, residual, j);
    }
    return LaneSumF64.of(a.add(b).add(c.add(d)));
  }

  private static DoubleVector difference(double[] sortedX, double[] sortedY, int at) {
    return DoubleVector.fromArray(SPECIES, sortedX, at)
        .sub(DoubleVector.fromArray(SPECIES, sortedY, at));
  }

  private static void store(DoubleVector difference, double mass, double[] residual, int at) {
    if (residual != null) {
      difference.mul(mass).intoArray(residual, at);
    }
  }
}
