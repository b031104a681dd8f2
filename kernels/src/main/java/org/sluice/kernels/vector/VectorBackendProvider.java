package org.sluice.kernels.vector;

import org.sluice.kernels.Backend;
import org.sluice.kernels.BackendProvider;
import org.sluice.kernels.Parallelism;
import org.sluice.kernels.cpu.CpuBackend;
import org.sluice.kernels.vector.lane.Lanes;

/**
 * Opens the vector backend. Loads no class of the vector module before it is known to be present.
 */
public final class VectorBackendProvider implements BackendProvider {

  /** For the service loader. */
  public VectorBackendProvider() {}

  @Override
  public String name() {
    return "vector";
  }

  @Override
  public String unavailable() {
    return JvmFacts.ofThisJvm().reasonAgainst();
  }

  @Override
  public int preference() {
    return 1;
  }

  @Override
  public Backend open(Parallelism parallelism) {
    return new CpuBackend(
        name(),
        Lanes.BITS + "-bit vectors",
        new VectorKernelsF32(),
        new VectorKernelsF64(),
        parallelism);
  }
}
