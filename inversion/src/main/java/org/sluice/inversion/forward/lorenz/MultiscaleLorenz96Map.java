package org.sluice.inversion.forward.lorenz;

import java.util.List;
import java.util.Map;
import org.sluice.inversion.dynamics.MultiscaleLorenz96;
import org.sluice.inversion.dynamics.MultiscaleParameter;
import org.sluice.inversion.dynamics.MultiscaleTrajectories;

/**
 * Statistics of the two-scale system of {@link MultiscaleLorenz96}. The columns of z are some of F,
 * h, c and b, the others are fixed; the columns of x are the averages over time and k of X, Ȳ, X²,
 * X Ȳ and the mean over j of Y².
 *
 * <p>In the long run, ⟨X²⟩ = F ⟨X⟩ − h c ⟨X Ȳ⟩ and J ⟨Y²⟩ = h ⟨X Ȳ⟩: these statistics tell h, and
 * one relation between F and c, but b only weakly.
 */
public final class MultiscaleLorenz96Map extends TimeAverage<MultiscaleTrajectories> {

  /** The statistics in the columns of x. */
  public static final List<String> STATISTICS = List.of("X", "Y", "X^2", "X Y", "Y^2");

  private final MultiscaleLorenz96 dynamics;
  private final List<MultiscaleParameter> parameters;
  private final double[] fixed;
  private final InitialStates initialStates;

  /**
   * The map.
   *
   * @param slow K, at least 4
   * @param fast J, at least 1
   * @param parameters the columns of z, each once
   * @param fixed values of the other parameters; {@link MultiscaleParameter#standard} where one is
   *     missing
   * @throws IllegalArgumentException naming the argument out of range
   */
  public MultiscaleLorenz96Map(
      int slow,
      int fast,
      List<MultiscaleParameter> parameters,
      Map<MultiscaleParameter, Double> fixed,
      Averaging averaging,
      InitialStates initialStates) {
    super(parameters.size(), STATISTICS, slow, averaging);
    this.dynamics = new MultiscaleLorenz96(slow, fast, averaging.timeStep());
    if (parameters.isEmpty() || parameters.stream().distinct().count() < parameters.size()) {
      throw new IllegalArgumentException(
          "the parameters must be some of F, h, c and b, each at most once");
    }
    this.parameters = List.copyOf(parameters);
    this.fixed = new double[dynamics.parameterDimension()];
    for (MultiscaleParameter parameter : MultiscaleParameter.values()) {
      double value = fixed.getOrDefault(parameter, parameter.standard());
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException(
            "%s must be finite, not %s".formatted(parameter.letter(), value));
      }
      this.fixed[parameter.ordinal()] = value;
    }
    this.initialStates = initialStates;
  }

  @Override
  MultiscaleTrajectories trajectories() {
    return dynamics.trajectories();
  }

  @Override
  void start(MultiscaleTrajectories trajectories, int lane, double[] row) {
    double[] values = fixed.clone();
    for (int j = 0; j < row.length; j++) {
      values[parameters.get(j).ordinal()] = row[j];
    }
    long stream = InitialStates.stream(row);
    double[] slow = initialStates.draw(stream, dynamics.slow());
    trajectories.start(lane, stream, dynamics.followingSlow(slow, values), values);
  }

  @Override
  void addStatistics(MultiscaleTrajectories trajectories, double[][] sums) {
    trajectories.addStatistics(sums);
  }
}
