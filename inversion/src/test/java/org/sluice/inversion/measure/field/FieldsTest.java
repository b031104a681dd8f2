package org.sluice.inversion.measure.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.sluice.inversion.measure.SampledLaw.columns;
import static org.sluice.inversion.measure.SampledLaw.covariance;
import static org.sluice.inversion.measure.SampledLaw.mean;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.sluice.inversion.forward.DarcyMap;
import org.sluice.inversion.measure.SampledLaw;
import org.sluice.kernels.Matrix;

/** Random fields against the laws they are drawn from. Tolerances are four standard errors. */
class FieldsTest {

  private static final int SAMPLES = SampledLaw.SAMPLES;
  private static final double ROOT = Math.sqrt(SAMPLES);

  /** E (log z)² at (x, y) is Σ q_jk cos² cos², with the coefficients written out. */
  @Test
  void whittleMaternFieldInTheSquareHasItsVariance() {
    double[] places = {0.1, 0.7};
    WhittleMaternField field = new WhittleMaternField(FieldGrid.square(places), 1.3);
    double[] omega = new double[400];
    double[] z = new double[4];
    double[] variance = new double[4];
    for (int mode = 0; mode < 400; mode++) {
      omega[mode] = 1;
      field.sample(
          field.coordinates(new double[] {0.5, 4}), Matrix.of(omega, 1, 400), Matrix.of(z, 1, 4));
      omega[mode] = 0;
      for (int i = 0; i < 4; i++) {
        variance[i] += Math.log(z[i]) * Math.log(z[i]);
      }
    }
    for (int i = 0; i < 4; i++) {
      double expected = 0;
      for (int j = 1; j <= 20; j++) {
        for (int k = 1; k <= 20; k++) {
          // ν = 4, D = 2: Γ(5)/Γ(4) = 4.
          double q =
              1.3
                  * 1.3
                  * 4
                  * Math.PI
                  * 4
                  * 0.25
                  / Math.pow(1 + 0.25 * Math.PI * Math.PI * (j * j + k * k), 5);
          double cosines =
              Math.cos(j * Math.PI * places[i / 2]) * Math.cos(k * Math.PI * places[i % 2]);
          expected += q * cosines * cosines;
        }
      }
      assertThat(variance[i]).isCloseTo(expected, within(1e-12 * expected));
    }
  }

  @Test
  void logNormalFieldHasItsMeanAndItsAverageVariance() {
    // Cell middles integrate the cosines exactly.
    double[] positions = new double[50];
    for (int i = 0; i < 50; i++) {
      positions[i] = (i + 0.5) / 50;
    }
    LogNormalField field = new LogNormalField(FieldGrid.line(positions), 0.3, 1.5);
    double[][] z = columns(field, 0.5, Math.log(0.6));
    double average = 0;
    for (double[] node : z) {
      double[] logs = Arrays.stream(node).map(Math::log).toArray();
      assertThat(mean(logs)).isCloseTo(0.5, within(4 * 0.6 * Math.sqrt(2) / ROOT));
      average += covariance(logs, logs) / 50;
    }
    assertThat(average).isCloseTo(0.36, within(4 * 0.36 * Math.sqrt(2) / ROOT));
  }

  @Test
  void whittleMaternHasItsSpectrum() {
    double[] physical = {0.5, 1.5};
    double sd = 1.3;
    for (int j = 1; j <= FieldGrid.MODES; j++) {
      WhittleMaternField field =
          new WhittleMaternField(FieldGrid.line(new double[] {0, 1.0 / j}), sd);
      double[] omega = new double[FieldGrid.MODES];
      omega[j - 1] = 1;
      double[] z = new double[2];
      field.sample(field.coordinates(physical), Matrix.of(omega, 1, 20), Matrix.of(z, 1, 2));
      // For ν = 3/2 the constant is 4σ².
      double variance = 4 * sd * sd * 0.5 / Math.pow(1 + Math.pow(0.5 * Math.PI * j, 2), 2);
      assertThat(Math.log(z[0])).isCloseTo(Math.sqrt(variance), within(1e-14));
      assertThat(Math.log(z[1])).isCloseTo(-Math.sqrt(variance), within(1e-14));
    }
  }

  @Test
  void smoothLevelSetsApproachSharpOnes() {
    double[] positions = DarcyMap.positions(20);
    double[][] smooth = columns(LevelSetField.smooth(FieldGrid.line(positions)), 8, 1, 2);
    double[][] sharp = columns(LevelSetField.sharp(FieldGrid.line(positions)), 8, 1, 2);
    int agree = 0;
    for (int i = 0; i < 20; i++) {
      assertThat(Arrays.stream(sharp[i]).distinct().sorted()).containsExactly(1.0, 2.0);
      // The sides are equally likely, as −ω has the law of ω.
      assertThat(mean(sharp[i])).isCloseTo(1.5, within(4 * 0.5 / ROOT));
      for (int n = 0; n < SAMPLES; n++) {
        agree += (smooth[i][n] > 1.5) == (sharp[i][n] > 1.5) ? 1 : 0;
      }
    }
    assertThat(agree).isEqualTo(20 * SAMPLES);
  }

  @Test
  void levelSetsAreNormalised() {
    // With one mode alone ā = ±√2 cos(nπx), whatever λ and ω.
    double[] omega = new double[FieldGrid.MODES];
    omega[2] = -0.01;
    double[] z = new double[1];
    LevelSetField field = LevelSetField.smooth(FieldGrid.line(new double[] {0.2}));
    field.sample(
        field.coordinates(new double[] {8, 1, 2}), Matrix.of(omega, 1, 20), Matrix.of(z, 1, 1));
    double expected = 1.5 - 0.5 * Math.tanh(10 * Math.sqrt(2) * Math.cos(3 * Math.PI * 0.2));
    assertThat(z[0]).isCloseTo(expected, within(1e-14));
  }

  @Test
  void gammaFunction() {
    double euler = 0.57721566490153286;
    assertThat(GammaFunction.logarithm(0.5)).isCloseTo(Math.log(Math.PI) / 2, within(1e-14));
    assertThat(GammaFunction.logarithm(5)).isCloseTo(Math.log(24), within(1e-14));
    assertThat(GammaFunction.logarithm(30.5)).isCloseTo(72.9534711841694, within(1e-12));
    assertThat(GammaFunction.logarithmDerivative(1)).isCloseTo(-euler, within(1e-14));
    assertThat(GammaFunction.logarithmDerivative(0.5))
        .isCloseTo(-euler - 2 * Math.log(2), within(1e-14));
  }

  @Test
  void namesArgumentsThatCannotBe() {
    assertThatThrownBy(() -> new LogNormalField(FieldGrid.line(new double[] {0.5}), -1, 1.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the field's length must be positive and finite, not -1.0");
  }
}
