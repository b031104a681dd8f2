package org.sluice.kernels.vector;

import org.sluice.kernels.ElementType;
import org.sluice.kernels.cpu.Kernels;

/**
 * The vector primitives, for benchmarks of single kernels. Lies in the kernels' own package since
 * these are nobody's API: a backend hands out whole evaluations only.
 */
public final class VectorPrimitives {

  private VectorPrimitives() {}

  /** The primitives of one element type. */
  public static Kernels of(ElementType type) {
    return switch (type) {
      case F32 -> new VectorKernelsF32();
      case F64 -> new VectorKernelsF64();
    };
  }
}
