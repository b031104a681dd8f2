package org.sluice.bench.workload;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Backends;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Parallelism;
import org.sluice.kernels.SlicedWasserstein;
import org.sluice.kernels.cpu.primitive.Kernels;
import org.sluice.kernels.scalar.ScalarKernelsF32;
import org.sluice.kernels.scalar.ScalarKernelsF64;
import org.sluice.kernels.vector.VectorKernelsF32;
import org.sluice.kernels.vector.VectorKernelsF64;

/** The CPU implementations by their names, {@code scalar} and {@code vector}. */
public final class Implementation {

  /** The specification, against which all others are checked. */
  public static final String SCALAR = "scalar";

  /** The one that is meant to be fast. */
  public static final String VECTOR = "vector";

  private static final Set<String> ANNOUNCED = ConcurrentHashMap.newKeySet();

  private Implementation() {}

  /**
   * Returns the primitives of one element type, and says once on standard output which they are.
   *
   * @throws IllegalArgumentException if there is no implementation of that name
   * @throws org.sluice.kernels.BackendUnavailableException if it cannot run here
   */
  public static Kernels kernels(String name, ElementType type) {
    open(name, Parallelism.serial()).close();
    return switch (name) {
      case SCALAR -> type == ElementType.F32 ? new ScalarKernelsF32() : new ScalarKernelsF64();
      case VECTOR -> type == ElementType.F32 ? new VectorKernelsF32() : new VectorKernelsF64();
      default -> throw new IllegalArgumentException("no primitives of the backend '" + name + "'");
    };
  }

  /** Opens a backend by name, and says once on standard output which it is. */
  public static Backend open(String name, Parallelism parallelism) {
    Backends.Selection selection = Backends.open(name, parallelism);
    if (ANNOUNCED.add(selection.explanation())) {
      System.out.println("# runs on " + selection.explanation());
    }
    return selection.backend();
  }

  /** The shape that makes primitives allocate for n points with gradients. */
  public static SlicedWasserstein.Shape columns(ElementType type, int n) {
    return SlicedWasserstein.Shape.of(type, n, n, 1, 16).withSampleGradient();
  }
}
