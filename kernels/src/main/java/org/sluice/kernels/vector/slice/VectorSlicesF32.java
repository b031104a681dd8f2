package org.sluice.kernels.vector.slice;

import java.lang.foreign.Arena;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.sluice.kernels.SlicedWasserstein;
import org.sluice.kernels.cpu.slice.MergeSchedule;
import org.sluice.kernels.cpu.slice.Projections;
import org.sluice.kernels.cpu.slice.SliceMatcherF32;
import org.sluice.kernels.vector.lane.LaneSumF32;
import org.sluice.kernels.vector.lane.Lanes;
import org.sluice.kernels.vector.sort.PanelArgsortF32;
import org.sluice.kernels.vector.sort.PanelSort;
import org.sluice.kernels.vector.sort.PermuteF32;
import org.sluice.kernels.vector.sort.QuantisedSortF32;
import org.sluice.kernels.vector.sort.SortPanelI32;
import org.sluice.kernels.vector.sort.WidePanelArgsortF32;

/**
 * Sorts and matches slices in vectors: short columns, if there are enough, by sorting networks
 * across columns, others by quantised digits.
 */
public final class VectorSlicesF32 extends SliceMatcherF32 {

  private static final VectorSpecies<Float> SPECIES = Lanes.F32;
  private static final int LENGTH = SPECIES.length();
  // Squares are summed in the element type over runs of this length only, then in float64.
  private static final int RUN = 64 * LENGTH;

  private final QuantisedSortF32 quantisedSort;
  private final PanelSort panelSort;
  private final PanelArgsortF32 panelArgsort;

  /** Allocates for a shape, partly from {@code arena}. */
  public VectorSlicesF32(SlicedWasserstein.Shape shape, MergeSchedule schedule, Arena arena) {
    super(shape, schedule, batch(shape), Math.ceilDiv(SortPanelI32.FEWEST, shape.batches()));
    int sampleColumn = Math.toIntExact(shape.samples() / shape.batches());
    int longest = Math.toIntExact(Math.max(sampleColumn, shape.data()));
    quantisedSort = new QuantisedSortF32(longest);
    boolean together = Math.max(batch(), shape.batches()) >= SortPanelI32.FEWEST;
    int shortest = Math.toIntExact(Math.min(sampleColumn, shape.data()));
    if (together && shortest <= PanelArgsortF32.MOST) {
      int most = Math.min(longest, PanelArgsortF32.MOST);
      SortPanelI32 panel = new SortPanelI32(most, arena);
      panelSort = new PanelSort(panel, arena);
      panelArgsort =
          new PanelArgsortF32(
              panel, new WidePanelArgsortF32(quantisedSort, most, arena), quantisedSort);
    } else {
      panelSort = null;
      panelArgsort = null;
    }
  }

  /** The number of slices whose columns fill a panel; one if columns are too long for a panel. */
  private static int batch(SlicedWasserstein.Shape shape) {
    long longest = Math.max(shape.samples() / shape.batches(), shape.data());
    boolean together = longest <= PanelArgsortF32.MOST && shape.slices() >= SortPanelI32.FEWEST;
    return together ? Math.max(1, SortPanelI32.WIDTH / shape.batches()) : 1;
  }

  @Override
  protected long sortScratchBytes() {
    long panels = panelArgsort == null ? 0 : panelArgsort.bytes();
    return quantisedSort.bytes() + panels;
  }

  @Override
  public void argsort(float[] keys, int columns, int n, float[] sorted, int[] permutation) {
    int column = 0;
    if (panelArgsort != null && n <= PanelArgsortF32.MOST) {
      for (; columns - column >= SortPanelI32.FEWEST; column += SortPanelI32.WIDTH) {
        int count = Math.min(SortPanelI32.WIDTH, columns - column);
        panelArgsort.argsort(keys, column * n, count, n, sorted, permutation);
      }
    }
    for (; column < columns; column++) {
      quantisedSort.argsort(keys, column * n, n, sorted, permutation);
    }
  }

  @Override
  public void sort(float[] keys, int columns, int n, float[] sorted, int[] scratch) {
    int column = 0;
    if (panelArgsort != null && n <= PanelArgsortF32.MOST) {
      for (; columns - column >= SortPanelI32.FEWEST; column += SortPanelI32.WIDTH) {
        int count = Math.min(SortPanelI32.WIDTH, columns - column);
        if (!panelSort.sort(keys, column * n, count, n, sorted)) {
          panelArgsort.argsort(keys, column * n, count, n, sorted, scratch);
        }
      }
    }
    for (; column < columns; column++) {
      quantisedSort.sort(keys, column * n, n, sorted, scratch);
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
    double sum = 0;
    int whole = SPECIES.loopBound(n);
    for (int start = 0; start < whole; start += RUN) {
      sum += squares(sortedX, sortedY, from + start, Math.min(whole - start, RUN));
    }
    for (int j = whole; j < n; j++) {
      double difference = sortedX[from + j] - sortedY[from + j];
      sum += difference * difference;
    }
    // A separate loop: with both in one, the compiler sometimes boxed the differences.
    if (residual != null) {
      subtract(sortedX, sortedY, from, n, (float) (1.0 / n), residual);
    }
    return sum / n;
  }

  /** Four sums at once, since each addition waits for the one before. */
  private static double squares(float[] sortedX, float[] sortedY, int from, int n) {
    FloatVector a = FloatVector.zero(SPECIES);
    FloatVector b = FloatVector.zero(SPECIES);
    FloatVector c = FloatVector.zero(SPECIES);
    FloatVector d = FloatVector.zero(SPECIES);
    int j = 0;
    for (; j + 4 * LENGTH <= n; j += 4 * LENGTH) {
      int at = from + j;
      FloatVector first =
          FloatVector.fromArray(SPECIES, sortedX, at)
              .sub(FloatVector.fromArray(SPECIES, sortedY, at));
      a = first.fma(first, a);
      FloatVector second =
          FloatVector.fromArray(SPECIES, sortedX, at + LENGTH)
              .sub(FloatVector.fromArray(SPECIES, sortedY, at + LENGTH));
      b = second.fma(second, b);
      FloatVector third =
          FloatVector.fromArray(SPECIES, sortedX, at + 2 * LENGTH)
              .sub(FloatVector.fromArray(SPECIES, sortedY, at + 2 * LENGTH));
      c = third.fma(third, c);
      FloatVector fourth =
          FloatVector.fromArray(SPECIES, sortedX, at + 3 * LENGTH)
              .sub(FloatVector.fromArray(SPECIES, sortedY, at + 3 * LENGTH));
      d = fourth.fma(fourth, d);
    }
    for (; j < n; j += LENGTH) {
      FloatVector difference =
          FloatVector.fromArray(SPECIES, sortedX, from + j)
              .sub(FloatVector.fromArray(SPECIES, sortedY, from + j));
      a = difference.fma(difference, a);
    }
    return LaneSumF32.of(a.add(b).add(c.add(d)));
  }

  private static void subtract(
      float[] sortedX, float[] sortedY, int from, int n, float mass, float[] residual) {
    int whole = SPECIES.loopBound(n);
    for (int j = 0; j < whole; j += LENGTH) {
      FloatVector.fromArray(SPECIES, sortedX, from + j)
          .sub(FloatVector.fromArray(SPECIES, sortedY, from + j))
          .mul(mass)
          .intoArray(residual, j);
    }
    for (int j = whole; j < n; j++) {
      residual[j] = mass * (sortedX[from + j] - sortedY[from + j]);
    }
  }
}
