package org.sluice.kernels.cpu.memory;

import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;

/**
 * The rule for memory that kernels may access: native, and accessible to every thread that takes
 * part.
 */
public final class KernelMemory {

  // Never started. A confined arena is accessible to its owner only, so it is not to this thread.
  private static final Thread ANOTHER = new Thread();

  private KernelMemory() {}

  public static boolean direct(Matrix matrix, Parallelism parallelism) {
    return matrix.segment().isNative()
        && (parallelism.threads() == 1 || matrix.segment().isAccessibleBy(ANOTHER));
  }
}
