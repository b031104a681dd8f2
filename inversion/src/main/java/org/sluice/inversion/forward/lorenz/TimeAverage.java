package org.sluice.inversion.forward.lorenz;

import java.util.Arrays;
import java.util.List;
import org.sluice.inversion.algebra.Panel;
import org.sluice.inversion.dynamics.Trajectories;
import org.sluice.inversion.forward.ForwardMap;
import org.sluice.kernels.Matrix;

/**
 * Averages statistics of trajectories over time, and over the places of a homogeneous system: a row
 * of z holds the parameters of a trajectory, a row of x its averages. Averages over a finite time
 * vary with the initial state.
 *
 * @param <T> the trajectories of the dynamics
 */
abstract class TimeAverage<T extends Trajectories> implements ForwardMap {

  private final int parameters;
  private final List<String> statistics;
  private final int places;
  private final Averaging averaging;

  /**
   * An average over {@code places · averaging.averagedSteps()} values of each statistic.
   *
   * @param parameters the number of columns of z
   * @param statistics the columns of x
   * @param places the number of values that {@link #addStatistics} adds to a sum
   */
  TimeAverage(int parameters, List<String> statistics, int places, Averaging averaging) {
    this.parameters = parameters;
    this.statistics = statistics;
    this.places = places;
    this.averaging = averaging;
  }

  /** Allocates trajectories. */
  abstract T trajectories();

  /** Starts a lane with the parameters of a row of z. */
  abstract void start(T trajectories, int lane, double[] row);

  /** Adds the statistics of the present states to sums, one array of lanes each. */
  abstract void addStatistics(T trajectories, double[][] sums);

  @Override
  public final int parameterDimension() {
    return parameters;
  }

  @Override
  public final int observationDimension() {
    return statistics.size();
  }

  /**
   * {@inheritDoc}
   *
   * <p>A trajectory whose time step is too long ends in numbers that are not finite.
   */
  @Override
  public final void apply(Matrix z, Matrix x) {
    Panel.check(z, z.rows(), parameters, "z");
    Panel.check(x, z.rows(), statistics.size(), "x");
    T trajectories = trajectories();
    int lanes = trajectories.lanes();
    double[][] sums = new double[statistics.size()][lanes];
    double[] row = new double[parameters];
    for (long first = 0; first < z.rows(); first += lanes) {
      for (int l = 0; l < lanes; l++) {
        // Lanes beyond the last row repeat it.
        z.readRow(Math.min(first + l, z.rows() - 1), row);
        start(trajectories, l, row);
      }
      integrate(trajectories, sums);
      store(sums, x, first);
    }
  }

  private void integrate(T trajectories, double[][] sums) {
    for (double[] sum : sums) {
      Arrays.fill(sum, 0);
    }
    int spinUp = averaging.spinUpSteps();
    trajectories.advance(0, spinUp);
    for (int step = 0; step < averaging.averagedSteps(); step++) {
      trajectories.advance((long) spinUp + step, 1);
      addStatistics(trajectories, sums);
    }
  }

  private void store(double[][] sums, Matrix x, long first) {
    double count = (double) places * averaging.averagedSteps();
    for (int l = 0; l < sums[0].length && first + l < x.rows(); l++) {
      for (int k = 0; k < sums.length; k++) {
        x.set(first + l, k, sums[k][l] / count);
      }
    }
  }
}
