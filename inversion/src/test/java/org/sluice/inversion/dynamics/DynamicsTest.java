package org.sluice.inversion.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;

class DynamicsTest {

  /** A dynamics for each length of a step, and the parameters around which trajectories vary. */
  record Example(String name, DoubleFunction<Dynamics> dynamics, double... parameters) {

    @Override
    public String toString() {
      return name;
    }
  }

  static Example[] examples() {
    return new Example[] {
      new Example("Lorenz 96", timeStep -> new Lorenz96(36, timeStep), 8),
      new Example("four variables", timeStep -> new Lorenz96(4, timeStep), 8),
      new Example("two scales", timeStep -> new MultiscaleLorenz96(5, 3, timeStep), 10, 1, 3, 2),
    };
  }

  private static final double TIME_STEP = 1.0 / 128;

  @ParameterizedTest
  @MethodSource("examples")
  void manyStepsAtOnceAreTheSameAsOneByOne(Example example) {
    Dynamics dynamics = example.dynamics.apply(TIME_STEP);
    double[] atOnce = states(dynamics, 5);
    double[] oneByOne = atOnce.clone();
    double[] parameters = parameters(example, 5);
    advance(dynamics, atOnce, parameters, 0, 20, 1);
    for (int step = 0; step < 20; step++) {
      advance(dynamics, oneByOne, parameters, step, 1, 1);
    }
    assertThat(oneByOne).isEqualTo(atOnce);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void trajectoriesDoNotDependOnTheirNeighboursNorOnThreads(Example example) {
    Dynamics dynamics = example.dynamics.apply(TIME_STEP);
    int n = dynamics.dimension();
    int p = dynamics.parameterDimension();
    double[] start = states(dynamics, 11);
    double[] parameters = parameters(example, 11);
    double[] ensemble = start.clone();
    double[] byThreads = start.clone();
    advance(dynamics, ensemble, parameters, 0, 20, 1);
    advance(dynamics, byThreads, parameters, 0, 20, 3);
    assertThat(byThreads).isEqualTo(ensemble);
    for (int i = 0; i < 11; i++) {
      double[] alone = Arrays.copyOfRange(start, i * n, (i + 1) * n);
      advance(dynamics, alone, Arrays.copyOfRange(parameters, i * p, (i + 1) * p), 0, 20, 1);
      assertThat(alone).isEqualTo(Arrays.copyOfRange(ensemble, i * n, (i + 1) * n));
    }
  }

  @Test
  void vectorsAndPlainLoopsGiveTheSameBits() {
    Lorenz96 oneScale = new Lorenz96(36, TIME_STEP);
    assertThat(lanes(oneScale, oneScale.trajectories(new VectorRingLoops()), 8))
        .isEqualTo(lanes(oneScale, oneScale.trajectories(new PlainRingLoops(3)), 8));
    MultiscaleLorenz96 twoScales = new MultiscaleLorenz96(5, 3, TIME_STEP);
    assertThat(lanes(twoScales, twoScales.trajectories(new VectorRingLoops()), 10, 1, 3, 2))
        .isEqualTo(lanes(twoScales, twoScales.trajectories(new PlainRingLoops(3)), 10, 1, 3, 2));
  }

  /** The error against a fine solution falls as the fourth power of the step. */
  @ParameterizedTest
  @MethodSource("examples")
  void convergesWithOrderFour(Example example) {
    double[] coarse = after(example, 1.0 / 64);
    double[] half = after(example, 1.0 / 128);
    double[] fine = after(example, 1.0 / 4096);
    double order = Math.log(distance(coarse, fine) / distance(half, fine)) / Math.log(2);
    assertThat(order).isCloseTo(4, within(0.3));
  }

  /** With E = ½ Σ x², dE/dt = F Σ x − Σ x²: the quadratic terms conserve energy. */
  @Test
  void keepsTheEnergyBudget() {
    Dynamics dynamics = new Lorenz96(36, 1.0 / 1024);
    double forcing = 8;
    energyBudget(
        dynamics,
        new double[] {forcing},
        state -> Arrays.stream(state).map(x -> x * x / 2).sum(),
        state -> Arrays.stream(state).map(x -> forcing * x - x * x).sum());
  }

  /** With E = ½ Σ X² + ½ Σ Y², dE/dt = F Σ X − Σ X² − c Σ Y²: the coupling conserves it, too. */
  @Test
  void keepsTheEnergyBudgetOfTwoScales() {
    int slow = 5;
    double[] parameters = {10, 1, 3, 2};
    Dynamics dynamics = new MultiscaleLorenz96(slow, 3, 1.0 / 1024);
    energyBudget(
        dynamics,
        parameters,
        state -> slowSquares(state, slow) / 2 + fastSquares(state, slow, parameters) / 2,
        state ->
            parameters[0] * Arrays.stream(state, 0, slow).sum()
                - slowSquares(state, slow)
                - parameters[2] * fastSquares(state, slow, parameters));
  }

  @Test
  void startsFastVariablesFromTheirSlowOnes() {
    double[] state =
        new MultiscaleLorenz96(4, 2, TIME_STEP)
            .followingSlow(new double[] {1, 2, 3, 4}, new double[] {10, 1, 5, 7});
    assertThat(state).containsExactly(1, 2, 3, 4, 5, 5, 10, 10, 15, 15, 20, 20);
  }

  @Test
  void refusesArgumentsThatCannotBe() {
    assertThatThrownBy(() -> new Lorenz96(36, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the time step must be more than 0 and finite, not -1.0");
    assertThatThrownBy(() -> new MultiscaleLorenz96(3, 1, TIME_STEP))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Lorenz's system needs at least 4 slow variables and 1 fast one for each, not 3 and 1");
    Dynamics dynamics = new Lorenz96(4, TIME_STEP);
    assertThatThrownBy(() -> advance(dynamics, new double[8], new double[1], 0, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the ensemble's parameters must be an F64 matrix of 2 x 1");
    assertThatThrownBy(() -> advance(dynamics, new double[4], new double[1], 0, -1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an ensemble cannot take -1 steps after 0; both must be 0 or more");
  }

  /** A number that belongs to a state. */
  private interface OfState {
    double of(double[] state);
  }

  /** The change of the energy against the integral of its tendency, by Simpson's rule. */
  private static void energyBudget(
      Dynamics dynamics, double[] parameters, OfState energy, OfState tendency) {
    double[] state = states(dynamics, 1);
    double before = energy.of(state);
    double integral = 0;
    int steps = 512;
    for (int step = 0; step <= steps; step++) {
      int weight = step == 0 || step == steps ? 1 : step % 2 == 1 ? 4 : 2;
      integral += weight * tendency.of(state) / 1024 / 3;
      if (step < steps) {
        advance(dynamics, state, parameters, step, 1, 1);
      }
    }
    double change = energy.of(state) - before;
    assertThat(Math.abs(change)).isGreaterThan(1);
    assertThat(integral).isCloseTo(change, within(1e-6 * Math.abs(before)));
  }

  private static double slowSquares(double[] state, int slow) {
    return Arrays.stream(state, 0, slow).map(x -> x * x).sum();
  }

  private static double fastSquares(double[] state, int slow, double[] parameters) {
    double scale = parameters[3] * parameters[2];
    return Arrays.stream(state, slow, state.length).map(w -> w / scale * (w / scale)).sum();
  }

  /** The state after half a unit of time. */
  private static double[] after(Example example, double timeStep) {
    Dynamics dynamics = example.dynamics.apply(timeStep);
    double[] state = states(dynamics, 1);
    advance(dynamics, state, example.parameters, 0, (int) Math.round(0.5 / timeStep), 1);
    return state;
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }

  /** The states of the first two lanes after 20 steps. */
  private static double[][] lanes(
      Dynamics dynamics, Trajectories trajectories, double... parameters) {
    double[][] states = new double[2][];
    for (int lane = 0; lane < trajectories.lanes(); lane++) {
      double[] state = states(dynamics, 2);
      int row = Math.min(lane, 1) * dynamics.dimension();
      trajectories.start(
          lane, lane, Arrays.copyOfRange(state, row, row + dynamics.dimension()), parameters);
    }
    trajectories.advance(0, 20);
    for (int lane = 0; lane < 2; lane++) {
      states[lane] = new double[dynamics.dimension()];
      trajectories.read(lane, states[lane]);
    }
    return states;
  }

  private static double[] states(Dynamics dynamics, int rows) {
    return new Random(3).doubles((long) rows * dynamics.dimension(), -5, 10).toArray();
  }

  /** Each row is the example's parameters, a little larger from row to row. */
  private static double[] parameters(Example example, int rows) {
    int p = example.parameters.length;
    double[] parameters = new double[rows * p];
    Arrays.setAll(parameters, i -> example.parameters[i % p] * (1 + 0.01 * (i / p)));
    return parameters;
  }

  private static void advance(
      Dynamics dynamics, double[] states, double[] parameters, long first, int steps, int threads) {
    int p = dynamics.parameterDimension();
    try (Parallelism parallelism = Parallelism.of(threads)) {
      dynamics.advance(
          Matrix.of(states, states.length / dynamics.dimension(), dynamics.dimension()),
          Matrix.of(parameters, parameters.length / p, p),
          first,
          steps,
          parallelism);
    }
  }
}
