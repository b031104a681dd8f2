package org.sluice.kernels.scalar;

import org.sluice.kernels.Backend;
import org.sluice.kernels.BackendProvider;
import org.sluice.kernels.Parallelism;
import org.sluice.kernels.cpu.CpuBackend;

/** Opens the backend of plain loops, which is the specification and runs on every JVM. */
public final class ScalarBackendProvider implements BackendProvider {

  /** For the service loader. */
  public ScalarBackendProvider() {}

  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public String unavailable() {
    return null;
  }

  @Override
  public int preference() {
    return 0;
  }

  @Override
  public Backend open(Parallelism parallelism) {
    return new CpuBackend(
        name(), "plain loops", new ScalarKernelsF32(), new ScalarKernelsF64(), parallelism);
  }
}
