package org.sluice.cuda;

import org.sluice.kernels.Backend;
import org.sluice.kernels.BackendProvider;
import org.sluice.kernels.Parallelism;

/** Opens the backend on an NVIDIA GPU, or says why there is none to open. */
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
    return reason == null ? KernelImage.missing() : reason;
  }

  @Override
  public Backend open(Parallelism parallelism) {
    return new CudaBackend(KernelImage.read());
  }
}
