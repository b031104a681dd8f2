package org.sluice.inversion.forward.lorenz;

import java.util.List;
import org.sluice.inversion.dynamics.Lorenz96;
import org.sluice.inversion.dynamics.Lorenz96Trajectories;

/**
 * Statistics of the system of {@link Lorenz96}: z = F, and x the averages over time and over the
 * ring, which is homogeneous, of x_i, x_i², x_i x_{i+1} and x_i x_{i+2}.
 *
 * <p>In the long run, ⟨x²⟩ = F ⟨x⟩ and ⟨x_i x_{i+2}⟩ − ⟨x_i x_{i+1}⟩ = ⟨x⟩ − F.
 */
public final class Lorenz96Map extends TimeAverage<Lorenz96Trajectories> {

  /** The statistics in the columns of x. */
  public static final List<String> STATISTICS = List.of("x", "x^2", "x x[+1]", "x x[+2]");

  private final Lorenz96 dynamics;
  private final InitialStates initialStates;

  /**
   * The map.
   *
   * @param variables on the ring, at least 4
   * @throws IllegalArgumentException if there are fewer
   */
  public Lorenz96Map(int variables, Averaging averaging, InitialStates initialStates) {
    super(1, STATISTICS, variables, averaging);
    this.dynamics = new Lorenz96(variables, averaging.timeStep());
    this.initialStates = initialStates;
  }

  @Override
  Lorenz96Trajectories trajectories() {
    return dynamics.trajectories();
  }

  @Override
  void start(Lorenz96Trajectories trajectories, int lane, double[] row) {
    long stream = InitialStates.stream(row);
    trajectories.start(lane, stream, initialStates.draw(stream, dynamics.dimension()), row);
  }

  @Override
  void addStatistics(Lorenz96Trajectories trajectories, double[][] sums) {
    trajectories.addProducts(sums);
  }
}
