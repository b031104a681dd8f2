package org.sluice.kernels.cpu;

import java.lang.foreign.MemorySegment;

/** Sorts and matches the two columns of slices. Holds scratch memory, so one worker owns it. */
public interface SliceMatcher {

  /** Bytes of scratch. */
  long bytes();

  /** Slices that are best matched together: the most that {@link #match} takes. */
  int batch();

  /**
   * Matches some slices; residuals, where wanted, replace the projections in their columns.
   *
   * @param first the first slice's column
   * @param count how many slices, at most {@link #batch}
   * @param squared gets D_k, the integral of the squared difference of the quantile functions, as
   *     doubles from {@code firstSquared} on
   */
  void match(
      PointCloud samples,
      PointCloud data,
      int first,
      int count,
      boolean weighted,
      boolean sampleResiduals,
      boolean dataResiduals,
      MemorySegment squared,
      long firstSquared);
}
