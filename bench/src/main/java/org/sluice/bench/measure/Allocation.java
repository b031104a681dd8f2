package org.sluice.bench.measure;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Heap allocation of an operation, on whatever threads it runs. */
public final class Allocation {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocation() {}

  /** Bytes per call, rounded down, averaged over some calls; the measurement's own taken off. */
  public static long bytesPerCall(int calls, Runnable operation) {
    long own = allocated(0, operation);
    return Math.max(0, allocated(calls, operation) - own) / calls;
  }

  /** Bytes that all threads together have allocated so far. */
  static long total() {
    return THREADS.getTotalThreadAllocatedBytes();
  }

  private static long allocated(int calls, Runnable operation) {
    long before = total();
    for (int call = 0; call < calls; call++) {
      operation.run();
    }
    return total() - before;
  }
}
