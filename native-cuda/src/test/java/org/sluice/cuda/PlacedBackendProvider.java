package org.sluice.cuda;

import org.sluice.kernels.Backend;
import org.sluice.kernels.BackendProvider;
import org.sluice.kernels.Parallelism;

/**
 * The CUDA backend in a form that contract tests can use: they set and read elements of matrices
 * that a backend allocates, so these lie in host memory here. On a machine without a GPU the driver
 * is the stand-in of src/test/cuda, which brings its own kernels, compiled for the host.
 */
abstract class PlacedBackendProvider implements BackendProvider {

  private final String name;
  private final boolean onDevice;

  private PlacedBackendProvider(String name, boolean onDevice) {
    this.name = name;
    this.onDevice = onDevice;
  }

  /** Arguments are given as host matrices. */
  public static final class FromHost extends PlacedBackendProvider {
    /** For the service loader. */
    public FromHost() {
      super("cuda-from-host", false);
    }
  }

  /** Arguments are copied to device matrices before a call, and back after it. */
  public static final class OnDevice extends PlacedBackendProvider {
    /** For the service loader. */
    public OnDevice() {
      super("cuda-on-device", true);
    }
  }

  /** The backend itself. */
  static CudaBackend open() {
    return new CudaBackend(KernelImage.missing() == null ? KernelImage.read() : new byte[1]);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String unavailable() {
    return CudaDriver.unavailable("libcuda.so.1");
  }

  @Override
  public Backend open(Parallelism parallelism) {
    return new PlacedBackend(name, open(), onDevice);
  }
}
