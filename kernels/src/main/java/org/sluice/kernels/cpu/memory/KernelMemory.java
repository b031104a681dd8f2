package org.sluice.kernels.cpu.memory;

import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;

/** Which memory kernels may touch: native, and open to every thread that takes part. */
public final class KernelMemory {

  // Never started: it stands for any thread but the one that a confined arena belongs to.
  private static final Thread ANOTHER = new Thread();

  private KernelMemory() {}

  public static boolean direct(Matrix matrix, Parallelism parallelism) {
    return matrix.segment().isNative()
        && (parallelism.threads() == 1 || matrix.segment().isAccessibleBy(ANOTHER));
  }
}
