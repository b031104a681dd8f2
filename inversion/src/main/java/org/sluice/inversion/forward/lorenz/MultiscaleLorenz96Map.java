package org.sluice.inversion.forward.lorenz;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.sluice.inversion.algebra.Panel;
import org.sluice.inversion.forward.ForwardMap;
import org.sluice.kernels.Matrix;

/**
 * Statistics of the two-scale system of Lorenz (1996), in the form of Schneider, Lan, Stuart and
 * Teixeira (2017): K slow variables, each with J fast ones, which together lie on one ring,
 *
 * <pre>
 *   dX_k/dt  = −X_{k−1} (X_{k−2} − X_{k+1}) − X_k + F − h c Ȳ_k,        Ȳ_k the mean over j of Y_{j,k}
 *   dY_{j,k}/dt = c (−b Y_{j+1,k} (Y_{j+2,k} − Y_{j−1,k}) − Y_{j,k} + (h/J) X_k).</pre>
 *
 * The columns of z are some of F, h, c and b, the others are fixed; the columns of x are the
 * averages over time and k of X, Ȳ, X², X Ȳ and the mean over j of Y².
 *
 * <p>In the long run, ⟨X²⟩ = F ⟨X⟩ − h c ⟨X Ȳ⟩ and J ⟨Y²⟩ = h ⟨X Ȳ⟩: these statistics tell h, and
 * one relation between F and c, but b only weakly.
 */
public final class MultiscaleLorenz96Map implements ForwardMap {

  /** What the columns of x are. */
  public static final List<String> STATISTICS = List.of("X", "Y", "X^2", "X Y", "Y^2");

  private static final int STATISTIC_COUNT = STATISTICS.size();

  private final int slow;
  private final int fast;
  private final List<MultiscaleParameter> parameters;
  private final Map<MultiscaleParameter, Double> fixed;
  private final Averaging averaging;
  private final InitialStates initialStates;

  /**
   * The map.
   *
   * @param slow K, at least 4
   * @param fast J, at least 1
   * @param parameters what the columns of z are, each once
   * @param fixed values of those that are none; the usual ones where they are not told
   * @throws IllegalArgumentException naming the argument out of range
   */
  public MultiscaleLorenz96Map(
      int slow,
      int fast,
      List<MultiscaleParameter> parameters,
      Map<MultiscaleParameter, Double> fixed,
      Averaging averaging,
      InitialStates initialStates) {
    if (slow < 4 || fast < 1) {
      throw new IllegalArgumentException(
          "Lorenz's system needs at least 4 slow variables and 1 fast one for each, not %d and %d"
              .formatted(slow, fast));
    }
    if (parameters.isEmpty() || parameters.stream().distinct().count() < parameters.size()) {
      throw new IllegalArgumentException(
          "the parameters must be some of F, h, c and b, each at most once");
    }
    this.slow = slow;
    this.fast = fast;
    this.parameters = List.copyOf(parameters);
    this.fixed = new EnumMap<>(MultiscaleParameter.class);
    for (MultiscaleParameter parameter : MultiscaleParameter.values()) {
      double value = fixed.getOrDefault(parameter, parameter.standard());
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException(
            "%s must be finite, not %s".formatted(parameter.letter(), value));
      }
      this.fixed.put(parameter, value);
    }
    this.averaging = averaging;
    this.initialStates = initialStates;
  }

  @Override
  public int parameterDimension() {
    return parameters.size();
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
    Panel.check(z, z.rows(), parameters.size(), "z");
    Panel.check(x, z.rows(), STATISTIC_COUNT, "x");
    RingLoops loops = RingLoops.best();
    int lanes = loops.lanes();
    MultiscaleTrajectories trajectories =
        new MultiscaleTrajectories(slow, fast, averaging.timeStep(), loops);
    double[][] averages = new double[STATISTIC_COUNT][lanes];
    double[] row = new double[parameters.size()];
    for (long first = 0; first < z.rows(); first += lanes) {
      for (int l = 0; l < lanes; l++) {
        // Lanes beyond the last row repeat it.
        z.readRow(Math.min(first + l, z.rows() - 1), row);
        start(trajectories, l, row);
      }
      integrate(trajectories, averages);
      store(averages, x, first);
    }
  }

  private void start(MultiscaleTrajectories trajectories, int lane, double[] row) {
    Map<MultiscaleParameter, Double> values = new EnumMap<>(fixed);
    for (int j = 0; j < row.length; j++) {
      values.put(parameters.get(j), row[j]);
    }
    long stream = InitialStates.stream(row);
    double[] state = new double[slow];
    Arrays.setAll(state, k -> initialStates.draw(stream, k));
    trajectories.start(lane, values, state);
  }

  private void integrate(MultiscaleTrajectories trajectories, double[][] averages) {
    for (double[] average : averages) {
      Arrays.fill(average, 0);
    }
    for (int step = 0; step < averaging.spinUpSteps(); step++) {
      trajectories.step();
    }
    for (int step = 0; step < averaging.averagedSteps(); step++) {
      trajectories.step();
      trajectories.addStatistics(averages);
    }
  }

  private void store(double[][] sums, Matrix x, long first) {
    double count = (double) slow * averaging.averagedSteps();
    for (int l = 0; l < sums[0].length && first + l < x.rows(); l++) {
      for (int k = 0; k < STATISTIC_COUNT; k++) {
        x.set(first + l, k, sums[k][l] / count);
      }
    }
  }
}
