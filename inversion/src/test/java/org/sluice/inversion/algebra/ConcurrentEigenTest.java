package org.sluice.inversion.algebra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sluice.kernels.Parallelism;

class ConcurrentEigenTest {

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void threadsMayDecomposeAtTheSameTime() {
    double[] largest = new double[64];
    try (Parallelism parallelism = Parallelism.of(4)) {
      parallelism.forEach(
          largest.length,
          (task, _) -> {
            double[] matrix = {2, 0, 0, 1, 2, 0, 0, 0, 1 + task};
            largest[task] = SymmetricEigen.of(matrix, 3).values()[2];
          });
    }
    for (int task = 0; task < largest.length; task++) {
      assertThat(largest[task]).isEqualTo(Math.max(3, 1 + task), within(1e-12 * (1 + task)));
    }
  }
}
