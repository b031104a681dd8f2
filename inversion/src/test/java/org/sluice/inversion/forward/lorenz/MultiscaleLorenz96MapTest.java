package org.sluice.inversion.forward.lorenz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.inversion.dynamics.MultiscaleParameter;
import org.sluice.kernels.Matrix;

class MultiscaleLorenz96MapTest {

  private static final List<MultiscaleParameter> ALL = List.of(MultiscaleParameter.values());

  @ParameterizedTest
  @EnumSource
  void longAveragesKeepTheBudgets(InitialStates.Law law) {
    int rows = 64;
    double[] z = new double[2 * rows];
    for (int i = 0; i < rows; i++) {
      // Distinct, so that each trajectory starts elsewhere.
      z[2 * i] = 10 + 1e-9 * i;
      z[2 * i + 1] = 1;
    }
    Matrix x = Matrix.of(new double[5 * rows], rows, 5);
    new MultiscaleLorenz96Map(
            36,
            10,
            List.of(MultiscaleParameter.F, MultiscaleParameter.H),
            Map.of(),
            new Averaging(0.005, 5, 5),
            new InitialStates(law, 1))
        .apply(Matrix.of(z, rows, 2), x);
    double[] mean = new double[5];
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < 5; k++) {
        mean[k] += x.get(i, k) / rows;
      }
    }
    assertThat(mean[0]).isCloseTo(2.55, within(0.08));
    assertThat(mean[1]).isCloseTo(0.098, within(0.003));
    assertThat(mean[2]).isCloseTo(10 * mean[0] - 10 * mean[3], within(0.2));
    assertThat(10 * mean[4]).isCloseTo(mean[3], within(1e-3));
  }

  /** One trajectory in plain loops, written from the equations. */
  @Test
  void agreesWithAPlainIntegration() {
    double[] z = {8, 0.9, 7, 6};
    int slow = 5;
    int fast = 3;
    InitialStates states = new InitialStates(InitialStates.Law.UNIFORM, 3);
    long stream = InitialStates.stream(z);
    double[] state = Arrays.copyOf(states.draw(stream, slow), slow * (1 + fast));
    for (int k = 0; k < slow; k++) {
      Arrays.fill(state, slow + k * fast, slow + (k + 1) * fast, state[k] / z[3]);
    }
    double[] sums = new double[5];
    double step = 0.002;
    for (int n = 0; n < 100; n++) {
      double[] k1 = tendency(state, z, slow, fast);
      double[] k2 = tendency(moved(state, k1, step / 2), z, slow, fast);
      double[] k3 = tendency(moved(state, k2, step / 2), z, slow, fast);
      double[] k4 = tendency(moved(state, k3, step), z, slow, fast);
      for (int i = 0; i < state.length; i++) {
        state[i] += step * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]) / 6;
      }
      for (int k = 0; k < slow; k++) {
        double[] small = Arrays.copyOfRange(state, slow + k * fast, slow + (k + 1) * fast);
        double mean = Arrays.stream(small).sum() / fast;
        sums[0] += state[k] / 500;
        sums[1] += mean / 500;
        sums[2] += state[k] * state[k] / 500;
        sums[3] += state[k] * mean / 500;
        sums[4] += Arrays.stream(small).map(y -> y * y).sum() / fast / 500;
      }
    }
    MultiscaleLorenz96Map map =
        new MultiscaleLorenz96Map(slow, fast, ALL, Map.of(), new Averaging(step, 0, 0.2), states);
    assertThat(apply(map, z)).containsExactly(sums, within(1e-10));
  }

  @Test
  void fixedParametersAreThoseOfColumns() {
    Averaging averaging = new Averaging(0.005, 0, 0.5);
    // At rest and uncoupled, nothing is random: X relaxes to F.
    InitialStates states = new InitialStates(InitialStates.Law.NEAR_REST, 1);
    MultiscaleLorenz96Map fixed =
        new MultiscaleLorenz96Map(
            4,
            2,
            List.of(MultiscaleParameter.B),
            Map.of(MultiscaleParameter.F, 0.3, MultiscaleParameter.H, 0.0),
            averaging,
            states);
    MultiscaleLorenz96Map same =
        new MultiscaleLorenz96Map(
            4,
            2,
            List.of(MultiscaleParameter.B),
            Map.of(
                MultiscaleParameter.F,
                0.3,
                MultiscaleParameter.H,
                0.0,
                MultiscaleParameter.C,
                10.0),
            averaging,
            states);
    assertThat(apply(fixed, 5)).isEqualTo(apply(same, 5));
  }

  @Test
  void refusesArgumentsThatCannotBe() {
    assertThatThrownBy(() ->
            new MultiscaleLorenz96Map(
                4,
                2,
                List.of(MultiscaleParameter.B, MultiscaleParameter.B),
                Map.of(),
                new Averaging(0.1, 0, 1),
                new InitialStates(InitialStates.Law.UNIFORM, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the parameters must be some of F, h, c and b, each at most once");
  }

  private static double[] tendency(double[] state, double[] z, int slow, int fast) {
    double[] tendency = new double[state.length];
    int ring = slow * fast;
    for (int k = 0; k < slow; k++) {
      double mean = 0;
      for (int j = k * fast; j < (k + 1) * fast; j++) {
        mean += state[slow + j] / fast;
        double plus1 = state[slow + (j + 1) % ring];
        double plus2 = state[slow + (j + 2) % ring];
        double minus1 = state[slow + (j + ring - 1) % ring];
        tendency[slow + j] =
            z[2] * (-z[3] * plus1 * (plus2 - minus1) - state[slow + j] + z[1] / fast * state[k]);
      }
      double before = state[(k + slow - 1) % slow];
      double second = state[(k + slow - 2) % slow];
      double after = state[(k + 1) % slow];
      tendency[k] = -before * (second - after) - state[k] + z[0] - z[1] * z[2] * mean;
    }
    return tendency;
  }

  private static double[] moved(double[] x, double[] tendency, double time) {
    double[] moved = x.clone();
    for (int i = 0; i < x.length; i++) {
      moved[i] += time * tendency[i];
    }
    return moved;
  }

  private static double[] apply(MultiscaleLorenz96Map map, double... z) {
    double[] x = new double[5];
    map.apply(Matrix.of(z, 1, z.length), Matrix.of(x, 1, 5));
    return x;
  }
}
