package org.sluice.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.kernels.SlicedWasserstein.Inputs;
import org.sluice.kernels.SlicedWasserstein.Outputs;
import org.sluice.kernels.SlicedWasserstein.Shape;

class WarmUpTest {

  private static final Outputs NONE = new Outputs(null, null, null);

  @ParameterizedTest
  @EnumSource
  void leavesResultsAsTheyAre(ElementType type) {
    Clouds clouds = Clouds.normal(20, 30, 3, 8, 1);
    try (Backend backend = TestBackends.vector()) {
      Inputs inputs = clouds.inputs(backend, type);
      Shape shape =
          Shape.of(type, 20, 30, 3, 8).withWeights().withSampleGradient().withDirectionGradient();
      try (SlicedWasserstein plan = backend.slicedWasserstein(shape)) {
        double cold = plan.evaluate(inputs, NONE);
        plan.warmUp(Duration.ofMillis(200));
        assertThat(plan.evaluate(inputs, NONE)).isEqualTo(cold);
      }
    }
  }

  @Test
  void endsByItselfOnceTimesStandStill() {
    try (Backend backend = TestBackends.scalar();
        SlicedWasserstein plan =
            backend.slicedWasserstein(Shape.of(ElementType.F64, 50, 50, 2, 4))) {
      assertThat(plan.warmUp(Duration.ofMinutes(5))).isLessThan(Duration.ofMinutes(1));
    }
  }

  @Test
  void beginsNothingAfterItsTime() {
    Backend backend = TestBackends.scalar();
    SlicedWasserstein plan = backend.slicedWasserstein(Shape.of(ElementType.F64, 50, 50, 2, 4));
    plan.close();
    plan.warmUp(Duration.ZERO);
    assertThatThrownBy(() -> plan.warmUp(Duration.ofSeconds(1)))
        .isInstanceOf(IllegalStateException.class);
    backend.close();
  }
}
