package org.sluice.cuda;

import org.sluice.kernels.Backend;
import org.sluice.kernels.BackendProvider;
import org.sluice.kernels.BackendUnavailableException;
import org.sluice.kernels.Parallelism;

/** Says whether evaluations can run on an NVIDIA GPU. */
public final class CudaBackendProvider implements BackendProvider {

  private static final String DRIVER = "libcuda.so.1";

  /** For the service loader. */
  public CudaBackendProvider() {}

  @Override
  public String name() {
    return "cuda";
  }

  @Override
  public String unavailable() {
    String reason = CudaDriver.unavailable(DRIVER);
    return reason == null ? "this version holds no GPU kernels" : reason;
  }

  @Override
  public Backend open(Parallelism parallelism) {
    throw new BackendUnavailableException(name(), unavailable());
  }
}
