package org.sluice.inversion.forward.lorenz;

import java.util.Arrays;
import java.util.List;
import org.sluice.inversion.algebra.Panel;
import org.sluice.inversion.forward.ForwardMap;
import org.sluice.kernels.Matrix;

/**
 * Statistics of the system of Lorenz (1996), dx_i/dt = (x_{i+1} − x_{i−2}) x_{i−1} − x_i + F on a
 * ring: z = F, and x the averages over time and over the ring, which is homogeneous, of x_i, x_i²,
 * x_i x_{i+1} and x_i x_{i+2}.
 *
 * <p>In the long run, ⟨x²⟩ = F ⟨x⟩ and ⟨x_i x_{i+2}⟩ − ⟨x_i x_{i+1}⟩ = ⟨x⟩ − F. Averages over a
 * finite time vary with the initial state.
 */
public final class Lorenz96Map implements ForwardMap {

  /** What the columns of x are. */
  public static final List<String> STATISTICS = List.of("x", "x^2", "x x[+1]", "x x[+2]");

  private static final int STATISTIC_COUNT = STATISTICS.size();

  private final int variables;
  private final Averaging averaging;
  private final InitialStates initialStates;

  /**
   * The map.
   *
   * @param variables on the ring, at least 4
   * @throws IllegalArgumentException if there are fewer
   */
  public Lorenz96Map(int variables, Averaging averaging, InitialStates initialStates) {
    if (variables < 4) {
      throw new IllegalArgumentException(
          "Lorenz's system needs at least 4 variables, not " + variables);
    }
    this.variables = variables;
    this.averaging = averaging;
    this.initialStates = initialStates;
  }

  @Override
  public int parameterDimension() {
    return 1;
  }

  @Override
  public int observationDimension() {
    return STATISTIC_COUNT;
  }

  /**
   * {@inheritDoc}
   *
   * <p>A trajectory that the time step is too long for ends in numbers that are not finite.
   */
  @Override
  public void apply(Matrix z, Matrix x) {
    Panel.check(z, z.rows(), 1, "z");
    Panel.check(x, z.rows(), STATISTIC_COUNT, "x");
    Panel forcing = new Panel(1);
    Panel averages = new Panel(STATISTIC_COUNT);
    double[] ones = new double[Panel.LANES];
    Arrays.fill(ones, 1);
    Ring ring = new Ring(variables, 1);
    for (long first = 0; first < z.rows(); first += Panel.LANES) {
      int lanes = Panel.lanes(z.rows(), first);
      forcing.load(z, first, lanes);
      start(ring, forcing.column(0), lanes);
      for (int k = 0; k < STATISTIC_COUNT; k++) {
        averages.fill(k, 0);
      }
      int spinUp = averaging.spinUpSteps();
      int steps = spinUp + averaging.averagedSteps();
      for (int step = 0; step < steps; step++) {
        for (int stage = 0; stage < Ring.STAGES; stage++) {
          for (int i = 0; i < variables; i++) {
            ring.advance(stage, i, ones, forcing.column(0), averaging.timeStep(), lanes);
          }
        }
        if (step >= spinUp) {
          addStatistics(ring.state(), averages, lanes);
        }
      }
      double count = (double) variables * averaging.averagedSteps();
      for (int k = 0; k < STATISTIC_COUNT; k++) {
        double[] average = averages.column(k);
        for (int l = 0; l < lanes; l++) {
          average[l] /= count;
        }
      }
      averages.store(x, first, lanes);
    }
  }

  private void start(Ring ring, double[] forcing, int lanes) {
    for (int l = 0; l < lanes; l++) {
      long stream = InitialStates.stream(new double[] {forcing[l]});
      for (int i = 0; i < variables; i++) {
        ring.state()[i][l] = initialStates.draw(stream, i);
      }
    }
  }

  private void addStatistics(double[][] state, Panel sums, int lanes) {
    for (int i = 0; i < variables; i++) {
      add(
          state[i],
          state[(i + 1) % variables],
          state[(i + 2) % variables],
          sums.column(0),
          sums.column(1),
          sums.column(2),
          sums.column(3),
          lanes);
    }
  }

  private static void add(
      double[] here,
      double[] next,
      double[] second,
      double[] sums,
      double[] squares,
      double[] products,
      double[] secondProducts,
      int lanes) {
    for (int l = 0; l < lanes; l++) {
      sums[l] += here[l];
      squares[l] += here[l] * here[l];
      products[l] += here[l] * next[l];
      secondProducts[l] += here[l] * second[l];
    }
  }
}
