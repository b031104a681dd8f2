package org.sluice.kernels.cpu.slice;

import org.sluice.kernels.SlicedWasserstein;

/**
 * The merged grid of two quantile functions of equal weights: for m and n points the breakpoints
 * are {i/m} ∪ {j/n} whatever the points are, so one schedule serves all slices. Cell c has mass
 * {@code mass[c]} and lies in cell {@code cellX[c]} of the one and {@code cellY[c]} of the other.
 * Following the schedule needs no comparison of breakpoints, hence no branch that could be
 * mispredicted.
 */
public final class MergeSchedule {

  final int m;
  final int n;
  final int count;
  final int[] cellX;
  final int[] cellY;
  final double[] mass;

  private MergeSchedule(int m, int n) {
    this.m = m;
    this.n = n;
    cellX = new int[m + n];
    cellY = new int[m + n];
    mass = new double[m + n];
    // In units of 1/(m n) breakpoints are integers, so the grid is exact.
    double unit = 1.0 / ((double) m * n);
    long position = 0;
    int cell = 0;
    for (int i = 0, j = 0; i < m; cell++) {
      long endX = (long) (i + 1) * n;
      long endY = (long) (j + 1) * m;
      long end = Math.min(endX, endY);
      cellX[cell] = i;
      cellY[cell] = j;
      mass[cell] = (end - position) * unit;
      i += end == endX ? 1 : 0;
      j += end == endY ? 1 : 0;
      position = end;
    }
    count = cell;
  }

  /** The schedule of m and n points. */
  public static MergeSchedule of(int m, int n) {
    return new MergeSchedule(m, n);
  }

  /** The schedule that a shape needs, or null for none. */
  public static MergeSchedule of(SlicedWasserstein.Shape shape) {
    return shape.samples() == shape.data() || shape.batches() > 1
        ? null
        : new MergeSchedule(Math.toIntExact(shape.samples()), Math.toIntExact(shape.data()));
  }

  public long bytes() {
    return (2L * Integer.BYTES + Double.BYTES) * mass.length;
  }
}
