package org.sluice.kernels.cpu;

/** Sorts and matches the two columns of one slice. Holds scratch memory, so one worker owns it. */
public interface SliceMatcher {

  /** Bytes of scratch. */
  long bytes();

  /**
   * Matches one slice; residuals, where wanted, replace the projections in their column.
   *
   * @return D_k, the integral of the squared difference of the quantile functions
   */
  double match(
      PointCloud samples,
      PointCloud data,
      int slice,
      boolean weighted,
      boolean sampleResiduals,
      boolean dataResiduals);
}
