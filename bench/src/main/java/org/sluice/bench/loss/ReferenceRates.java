package org.sluice.bench.loss;

import java.util.NavigableMap;
import java.util.TreeMap;
import org.sluice.kernels.ElementType;

/**
 * The best rates known in any language, measured on one machine before this project existed; the
 * parts of the {@link Floor}. The machine: two real cores of a 2.6 GHz server CPU with 512-bit
 * vectors, two fused multiply-adds a cycle, 15 GB/s of reading per core.
 */
final class ReferenceRates {

  /** Nanoseconds per key on one thread, at one column length. */
  private record Rates(
      double longSort,
      double argsortF32,
      double sortF32,
      double scatterF32,
      double argsortF64,
      double sortF64,
      double scatterF64) {}

  private static final NavigableMap<Integer, Rates> BY_LENGTH = new TreeMap<>();

  static {
    // Arrays.sort(long[]); then argsort, sort, and difference with scatter, in float32 and float64.
    BY_LENGTH.put(500, new Rates(6.1, 1.5, 0.9, 0.5, 2.6, 2.0, 0.7));
    BY_LENGTH.put(1_000, new Rates(6.4, 1.8, 1.2, 0.5, 3.0, 2.4, 0.7));
    BY_LENGTH.put(10_000, new Rates(8.0, 2.8, 2.05, 0.5, 3.2, 3.0, 0.7));
    BY_LENGTH.put(100_000, new Rates(9.2, 3.6, 2.5, 0.8, 4.2, 3.7, 1.7));
    BY_LENGTH.put(1_000_000, new Rates(11.6, 5.9, 2.9, 2.7, 10, 5.2, 3.4));
  }

  /** GFLOP/s of fused multiply-adds in float32, one thread; half of it in float64. */
  static final double ARITHMETIC_F32 = 222;

  /** GFLOP/s of fused multiply-adds in float64, one thread. */
  static final double ARITHMETIC_F64 = 112;

  /** GB/s of reading, one thread. */
  static final double READ_BANDWIDTH = 15;

  /** From this many points on, clouds lie in memory and the products wait for it. */
  static final int POINTS_IN_MEMORY = 1_000_000;

  /**
   * Crossings of the memory bus per slice for each coordinate of either cloud and of the gradient:
   * with 16 slices in a block, about five to six a block.
   */
  static final double CROSSINGS_PER_SLICE = 0.35;

  private ReferenceRates() {}

  /** {@code Arrays.sort(long[])}, nanoseconds per key. */
  static double longSort(int points) {
    return at(points).longSort;
  }

  /** Argsort of the samples and sort of the data, nanoseconds per key. */
  static double sorts(ElementType type, int points) {
    Rates rates = at(points);
    return type == ElementType.F32
        ? rates.argsortF32 + rates.sortF32
        : rates.argsortF64 + rates.sortF64;
  }

  /** Difference and scatter, nanoseconds per key. */
  static double scatter(ElementType type, int points) {
    return type == ElementType.F32 ? at(points).scatterF32 : at(points).scatterF64;
  }

  private static Rates at(int points) {
    Rates rates = BY_LENGTH.get(points);
    if (rates == null) {
      throw new IllegalArgumentException(
          "no rates are known for columns of %d; use one of %s"
              .formatted(points, BY_LENGTH.keySet()));
    }
    return rates;
  }
}
