package org.sluice.kernels.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.sluice.kernels.SlicedWasserstein;
import org.sluice.kernels.cpu.MergeSchedule;
import org.sluice.kernels.cpu.Projections;
import org.sluice.kernels.cpu.SliceMatcherF32;

/**
 * Slices sorted by networks across columns where there are enough short ones, else by quantised
 * digits, and matched in vectors.
 */
public final class VectorSlicesF32 extends SliceMatcherF32 {

  private static final VectorSpecies<Float> SPECIES = Lanes.F32;
  private static final int LENGTH = SPECIES.length();
  // Squares add up in the element type over runs of this length only, then in float64.
  private static final int RUN = 64 * LENGTH;

  private final QuantisedSortF32 quantisedSort;
  private final SortPanel panel;
  private final PanelArgsortF32 panelArgsort;
  private final int[] unused;

  /** Allocates for a shape. */
  public VectorSlicesF32(SlicedWasserstein.Shape shape, MergeSchedule schedule) {
    super(shape, schedule, batch(shape));
    int sampleColumn = Math.toIntExact(shape.samples() / shape.batches());
    int longest = Math.toIntExact(Math.max(sampleColumn, shape.data()));
    quantisedSort = new QuantisedSortF32(longest);
    boolean together = Math.max(batch(), shape.batches()) >= SortPanel.FEWEST;
    int shortest = Math.toIntExact(Math.min(sampleColumn, shape.data()));
    panel = together && shortest <= SortPanel.MOST ? new SortPanel(longest) : null;
    panelArgsort = panel == null ? null : new PanelArgsortF32(panel, quantisedSort);
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
  public void argsort(float[] keys, int columns, int n, float[] sorted, int[] permutation) {
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
  public void sort(float[] keys, int columns, int n, float[] sorted) {
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
      float[] source, int first, int n, int[] permutation, int from, float[] target) {
    PermuteF32.scatter(source, first, n, permutation, from, target);
  }

  @Override
  protected void read(Projections projections, int slice, float[] target, int from) {
    ColumnPiecesF32.read(projections, slice, target, from);
  }

  @Override
  protected void write(float[] source, int from, Projections projections, int slice) {
    ColumnPiecesF32.write(source, from, projections, slice);
  }

  @Override
  public double matchEqual(float[] sortedX, float[] sortedY, int from, int n, float[] residual) {
    float mass = (float) (1.0 / n);
    double sum = 0;
    int whole = SPECIES.loopBound(n);
    for (int start = 0; start < whole; start += RUN) {
      sum += run(sortedX, sortedY, from, start, Math.min(whole, start + RUN), mass, residual);
    }
    for (int j = whole; j < n; j++) {
      float difference = sortedX[from + j] - sortedY[from + j];
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
      float[] sortedX,
      float[] sortedY,
      int from,
      int start,
      int end,
      float mass,
      float[] residual) {
    FloatVector a = FloatVector.zero(SPECIES);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    int j = start;
    for (; j + 4 * LENGTH <= end; j += 4 * LENGTH) {
      FloatVector difference = difference(sortedX, sortedY, from + j);
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
      FloatVector difference = difference(sortedX, sortedY, from + j);
      a = difference.fma(difference, a);
      store(difference, mass, residual, j);
    }
    return LaneSumF32.of(a.add(b).add(c.add(d)));
  }

  private static FloatVector difference(float[] sortedX, float[] sortedY, int at) {
    return FloatVector.fromArray(SPECIES, sortedX, at)
        .sub(FloatVector.fromArray(SPECIES, sortedY, at));
  }

  private static void store(FloatVector difference, float mass, float[] residual, int at) {
    if (residual != null) {
      difference.mul(mass).intoArray(residual, at);
    }
  }
}
