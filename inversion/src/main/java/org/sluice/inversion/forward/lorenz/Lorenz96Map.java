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
    RingLoops loops = RingLoops.best();
    int lanes = loops.lanes();
    Ring ring = new Ring(variables, 1, loops);
    double[] damping = new double[lanes];
    double[] forcing = new double[lanes];
    double[][] averages = new double[STATISTIC_COUNT][lanes];
    Arrays.fill(damping, 1);
    for (long first = 0; first < z.rows(); first += lanes) {
      for (int l = 0; l < lanes; l++) {
        // Lanes beyond the last row repeat it.
        forcing[l] = z.get(Math.min(first + l, z.rows() - 1), 0);
      }
      start(ring, forcing);
      integrate(ring, damping, forcing, averages);
      store(averages, x, first);
    }
  }

  private void start(Ring ring, double[] forcing) {
    for (int l = 0; l < forcing.length; l++) {
      long stream = InitialStates.stream(new double[] {forcing[l]});
      for (int i = 0; i < variables; i++) {
        ring.set(i, l, initialStates.draw(stream, i));
      }
    }
    ring.close(0);
  }

  private void integrate(Ring ring, double[] damping, double[] forcing, double[][] averages) {
    for (double[] average : averages) {
      Arrays.fill(average, 0);
    }
    int spinUp = averaging.spinUpSteps();
    int steps = spinUp + averaging.averagedSteps();
    for (int step = 0; step < steps; step++) {
      for (int stage = 0; stage < Ring.STAGES; stage++) {
        ring.advance(stage, 0, variables, damping, forcing, averaging.timeStep());
        ring.close((stage + 1) % Ring.STAGES);
      }
      if (step >= spinUp) {
        ring.addProducts(averages);
      }
    }
  }

  private void store(double[][] sums, Matrix x, long first) {
    double count = (double) variables * averaging.averagedSteps();
    for (int l = 0; l < sums[0].length && first + l < x.rows(); l++) {
      for (int k = 0; k < STATISTIC_COUNT; k++) {
        x.set(first + l, k, sums[k][l] / count);
      }
    }
  }
}
