package org.sluice.inversion.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.sluice.inversion.population.FixedNormals;
import org.sluice.kernels.Matrix;

class InternalVariabilityTest {

  @Test
  void tellsWhatVariesWithinSystemsFromWhatVariesBetweenThem() {
    int n = 2000;
    double[] z = FixedNormals.values(n, 1);
    InternalVariability variability =
        InternalVariability.measure(
            seed -> shifted(FixedNormals.values(n, (int) seed)), Matrix.of(z, n, 1), 2, 3, 4, 5);
    assertThat(variability.standardDeviations()[0]).isCloseTo(0.3, within(0.01));
    // The mean of four repeats still holds a quarter of their variance.
    assertThat(variability.between()[0]).isCloseTo(Math.sqrt(1 + 0.09 / 4), within(0.05));
    assertThat(variability.standardDeviations()[1]).isCloseTo(0, within(1e-12));
    assertThat(variability.between()[1]).isCloseTo(0, within(1e-12));
  }

  private static ForwardMap shifted(double[] shifts) {
    return new ForwardMap() {
      @Override
      public int parameterDimension() {
        return 1;
      }

      @Override
      public int observationDimension() {
        return 2;
      }

      @Override
      public void apply(Matrix z, Matrix x) {
        for (int i = 0; i < z.rows(); i++) {
          x.set(i, 0, z.get(i, 0) + 0.3 * shifts[i]);
          x.set(i, 1, 7);
        }
      }
    };
  }
}
