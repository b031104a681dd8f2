package org.sluice.cuda;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The compiled kernels from the build: native code for several architectures, and PTX. */
final class KernelImage {

  private static final String RESOURCE = "kernels.fatbin";

  private KernelImage() {}

  /** The reason why there are no kernels, in one line; null if there are. */
  static String missing() {
    return KernelImage.class.getResource(RESOURCE) == null
        ? "this build holds no GPU kernels, since nvcc was not found; install the CUDA toolkit and build again"
        : null;
  }

  static byte[] read() {
    try (InputStream stream = KernelImage.class.getResourceAsStream(RESOURCE)) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
