package org.sluice.inversion.forward.lorenz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.kernels.Matrix;

class Lorenz96MapTest {

  private static final Averaging LONG = new Averaging(1.0 / 64, 20, 200);
  private static final Averaging SHORT = new Averaging(1.0 / 64, 0, 1);

  @ParameterizedTest
  @EnumSource
  void longAveragesKeepTheBudgets(InitialStates.Law law) {
    double forcing = 8;
    double[] x = apply(new Lorenz96Map(36, LONG, new InitialStates(law, 1)), forcing);
    assertThat(x[0]).isCloseTo(2.34, within(0.05));
    assertThat(x[1]).isCloseTo(forcing * x[0], within(0.02 * forcing));
    assertThat(x[3] - x[2]).isCloseTo(x[0] - forcing, within(0.01));
  }

  @Test
  void restsUnderWeakForcing() {
    double[] x =
        apply(
            new Lorenz96Map(
                36,
                new Averaging(1.0 / 64, 100, 1),
                new InitialStates(InitialStates.Law.NEAR_REST, 1)),
            0.5);
    assertThat(x).containsExactly(new double[] {0.5, 0.25, 0.25, 0.25}, within(1e-8));
  }

  /** One trajectory in plain loops, written from the equations. */
  @Test
  void agreesWithAPlainIntegration() {
    InitialStates states = new InitialStates(InitialStates.Law.UNIFORM, 3);
    double[] state = states.draw(InitialStates.stream(new double[] {7.5}), 5);
    double[] sums = new double[4];
    for (int step = 0; step < 64; step++) {
      double[] k1 = tendency(state, 7.5);
      double[] k2 = tendency(moved(state, k1, 1.0 / 128), 7.5);
      double[] k3 = tendency(moved(state, k2, 1.0 / 128), 7.5);
      double[] k4 = tendency(moved(state, k3, 1.0 / 64), 7.5);
      for (int i = 0; i < 5; i++) {
        state[i] += (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]) / 64 / 6;
      }
      for (int i = 0; i < 5; i++) {
        sums[0] += state[i] / 320;
        sums[1] += state[i] * state[i] / 320;
        sums[2] += state[i] * state[(i + 1) % 5] / 320;
        sums[3] += state[i] * state[(i + 2) % 5] / 320;
      }
    }
    assertThat(apply(new Lorenz96Map(5, SHORT, states), 7.5)).containsExactly(sums, within(1e-10));
  }

  @Test
  void rowsAreIndependentToTheBit() {
    Lorenz96Map map = new Lorenz96Map(8, SHORT, new InitialStates(InitialStates.Law.UNIFORM, 1));
    double[] forcings = new double[300];
    for (int i = 0; i < 300; i++) {
      forcings[i] = 6 + 0.01 * i;
    }
    double[] whole = apply(map, forcings);
    double[] part = apply(map, forcings[130], forcings[2]);
    for (int k = 0; k < 4; k++) {
      assertThat(part[k]).isEqualTo(whole[130 * 4 + k]);
      assertThat(part[4 + k]).isEqualTo(whole[2 * 4 + k]);
    }
  }

  @Test
  void anotherSeedIsAnotherTrajectory() {
    double[] one =
        apply(new Lorenz96Map(36, SHORT, new InitialStates(InitialStates.Law.UNIFORM, 1)), 8);
    double[] two =
        apply(new Lorenz96Map(36, SHORT, new InitialStates(InitialStates.Law.UNIFORM, 2)), 8);
    assertThat(one[0]).isNotEqualTo(two[0]);
  }

  @Test
  void refusesArgumentsThatCannotBe() {
    assertThatThrownBy(() -> new Averaging(0, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the time step must be more than 0 and finite, not 0.0");
    assertThatThrownBy(
            () -> new Lorenz96Map(3, SHORT, new InitialStates(InitialStates.Law.UNIFORM, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Lorenz's system needs at least 4 variables, not 3");
  }

  private static double[] tendency(double[] x, double forcing) {
    int n = x.length;
    double[] tendency = new double[n];
    for (int i = 0; i < n; i++) {
      tendency[i] = (x[(i + 1) % n] - x[(i + n - 2) % n]) * x[(i + n - 1) % n] - x[i] + forcing;
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

  private static double[] apply(Lorenz96Map map, double... forcings) {
    double[] x = new double[forcings.length * map.observationDimension()];
    map.apply(
        Matrix.of(forcings, forcings.length, 1),
        Matrix.of(x, forcings.length, map.observationDimension()));
    return x;
  }
}
