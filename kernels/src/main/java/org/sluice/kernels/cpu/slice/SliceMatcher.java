package org.sluice.kernels.cpu.slice;

import java.lang.foreign.MemorySegment;

/** Sorts and matches the two columns of slices. Holds scratch memory, so one worker owns it. */
public interface SliceMatcher {

  /** Bytes of scratch. */
  long bytes();

  /** The largest number of slices that {@link #match} takes; it is fastest with so many. */
  int batch();

  /** The least number of slices that is faster together than one at a time. */
  int fewest();

  /**
   * Matches some slices; residuals, where wanted, replace the projections in their columns.
   *
   * @param first the first slice's column
   * @param count number of slices, at most {@link #batch}
   * @param orders the data's orders in former evaluations, or null to sort them in any case
   * @param squared gets D_k, the integral of the squared difference of the quantile functions, as
   *     doubles from {@code firstSquared} on, which is the first slice's number in the evaluation
   */
  void match(
      Projections samples,
      Projections data,
      int first,
      int count,
      boolean weighted,
      boolean sampleResiduals,
      boolean dataResiduals,
      DataOrders orders,
      MemorySegment squared,
      int firstSquared);
}
