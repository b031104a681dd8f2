package org.sluice.bench.report;

import java.util.List;
import org.sluice.bench.workload.LossSize;
import org.sluice.bench.workload.NetworkSize;
import org.sluice.kernels.ElementType;

/** Goals for the kernels on any machine with wide vectors, as ratios within one run. */
public final class Goals {

  /** A projection over OpenBLAS's product. */
  public static final Goal PROJECTION_OVER_OPENBLAS = Goal.atLeast(1.1);

  /** Share of the peak of fused multiply-adds in float32, from 50 dimensions on. */
  public static final Goal PROJECTION_SHARE_OF_PEAK = Goal.atLeast(0.7);

  /** Time of an argsort of any keys over that of normal ones. */
  public static final Goal HOSTILE_KEYS = Goal.atMost(3);

  /** Bytes of heap that a steady evaluation allocates. */
  public static final Goal ALLOCATION = Goal.atMost(0);

  /** Torch's time for a step of training a Fourier operator over ours. */
  public static final Goal FOURIER = Goal.atLeast(1);

  /** Peak memory of the process over torch's. */
  public static final Goal MEMORY_OF_TORCH = Goal.atMost(1.0 / 3);

  private static final double[] ARGSORT_F32 = {2.0, 2.0, 2.6, 2.4, 1.6};
  private static final double[] ARGSORT_F64 = {1.3, 1.3, 2.3, 2.1, 1.15};

  private Goals() {}

  /** Time of an evaluation over the floor, one thread. */
  public static Goal floor(ElementType type) {
    return Goal.atMost(type == ElementType.F32 ? 1.35 : 1.4);
  }

  /** {@code Arrays.sort(long[])} over an argsort of as many keys. */
  public static Goal argsort(ElementType type, int n) {
    int size = n <= 500 ? 0 : n <= 1_000 ? 1 : n <= 10_000 ? 2 : n <= 100_000 ? 3 : 4;
    return Goal.atLeast(type == ElementType.F32 ? ARGSORT_F32[size] : ARGSORT_F64[size]);
  }

  /** MiB that a plan holds; null where none is set. */
  public static Goal workspace(ElementType type, LossSize size) {
    return type == ElementType.F32 && size.points() <= 10_000 ? Goal.atMost(20) : null;
  }

  /** One thread's time over that of two; null where none is set. */
  public static Goal twoThreads(LossSize size) {
    return size.keys() >= 5e5
        ? Goal.atLeast(1.85)
        : size.equals(LossSize.ALL.getFirst()) ? Goal.atLeast(1.5) : null;
  }

  /** Torch's time over ours. */
  public static Goal torch(ElementType type, int threads, LossSize size) {
    int n = size.points();
    boolean middle = n >= 10_000 && n <= 100_000;
    if (type == ElementType.F32) {
      return Goal.atLeast(threads == 2 ? 11 : middle ? 15 : 12);
    }
    if (threads == 2) {
      return Goal.atLeast(n <= 500 ? 6 : n <= 1_000 ? 7.5 : 11);
    }
    return Goal.atLeast(n <= 1_000 ? 7 : middle ? 11 : 8);
  }

  /** Numpy's time over ours, one thread. */
  public static Goal numpy(ElementType type) {
    return Goal.atLeast(type == ElementType.F32 ? 3.5 : 2.9);
  }

  /** POT's time over ours. */
  public static Goal pot(ElementType type) {
    return Goal.atLeast(type == ElementType.F32 ? 50 : 35);
  }

  /** Torch's time for a step of training over ours, one thread; null where none is set. */
  public static Goal network(ElementType type, List<Integer> widths, int batch) {
    boolean single = type == ElementType.F32;
    if (widths.equals(NetworkSize.SMALL)) {
      return Goal.atLeast(batch <= 1_000 ? 1.8 : single ? 1.6 : 2.4);
    }
    if (widths.equals(NetworkSize.LARGE)) {
      return Goal.atLeast(batch <= 1_000 ? (single ? 1.25 : 1.3) : 1.5);
    }
    return null;
  }
}
