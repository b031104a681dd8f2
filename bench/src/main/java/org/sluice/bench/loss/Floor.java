package org.sluice.bench.loss;

import java.util.Map;
import org.sluice.bench.workload.LossSize;
import org.sluice.kernels.ElementType;

/**
 * The least time for loss and gradient on one thread, if every part ran at the best rate known: t =
 * 6 N d P / F + N P (s_x + s_y + g), with F the peak of fused multiply-adds, s_x the best argsort,
 * s_y the best sort, g difference and scatter. F and the bandwidth are this run's; sort rates are
 * {@link ReferenceRates}, scaled by this run's {@code Arrays.sort(long[])} over the one measured
 * with them.
 *
 * @param arithmetic GFLOP/s by type, one thread
 * @param readBandwidth GB/s, one thread
 * @param longSort nanoseconds per key of {@code Arrays.sort(long[])} by column length
 */
public record Floor(
    Map<ElementType, Double> arithmetic, double readBandwidth, Map<Integer, Double> longSort) {

  /** The floor in nanoseconds. */
  public double nanos(ElementType type, LossSize size) {
    double products = 6.0 * size.points() * size.dimension() * size.slices() / arithmetic.get(type);
    if (size.points() >= ReferenceRates.POINTS_IN_MEMORY) {
      double bytes =
          ReferenceRates.CROSSINGS_PER_SLICE * size.keys() * size.dimension() * type.bytes();
      products = Math.max(products, bytes / readBandwidth);
    }
    double scale = longSort.get(size.points()) / ReferenceRates.longSort(size.points());
    double perKey =
        scale * ReferenceRates.sorts(type, size.points())
            + ReferenceRates.scatter(type, size.points());
    return products + size.keys() * perKey;
  }
}
