package org.sluice.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.sluice.kernels.BackendProvider;
import org.sluice.kernels.BackendUnavailableException;
import org.sluice.kernels.Backends;
import org.sluice.kernels.Parallelism;

class CudaBackendProviderTest {

  @Test
  void isFoundAndSaysInOneLineWhyItCannotRun() {
    BackendProvider cuda =
        Backends.providers().stream()
            .filter(provider -> provider.name().equals("cuda"))
            .findFirst()
            .orElseThrow();
    assertThat(cuda.unavailable()).isNotBlank().doesNotContain("\n");
  }

  @Test
  void aMissingDriverIsNamed() {
    assertThat(CudaDriver.unavailable("libno-such-driver.so.1"))
        .isEqualTo("there is no NVIDIA driver (libno-such-driver.so.1)");
  }

  @Test
  void askedForByNameItIsNeverReplaced() {
    assertThatThrownBy(() -> Backends.open("cuda", Parallelism.serial()))
        .isInstanceOf(BackendUnavailableException.class)
        .hasMessageStartingWith("the backend 'cuda' is not available: ");
  }

  @Test
  void autoSaysWhyItPassedCudaOver() {
    try (var backend = Backends.open("auto", Parallelism.serial()).backend()) {
      assertThat(backend.name()).isEqualTo("vector");
    }
    Backends.Selection selection = Backends.open("auto", Parallelism.serial());
    assertThat(selection.explanation()).contains("; not cuda: ");
    selection.backend().close();
  }
}
