package org.sluice.cuda;

/** Prints which GPU there is, or why there is none, with exit code 4; for gpu-check.sh. */
final class DriverCheck {

  private static final int BACKEND_FAILED = 4;

  private DriverCheck() {}

  public static void main(String... arguments) {
    String reason = CudaDriver.unavailable("libcuda.so.1");
    if (reason != null) {
      System.err.println("gpu-check: the backend 'cuda' is not available: " + reason);
      System.exit(BACKEND_FAILED);
    }
    try (CudaBackend backend = PlacedBackendProvider.open()) {
      System.out.println(backend.description());
    }
  }
}
