package org.sluice.inversion.forward.lorenz;

import java.util.Arrays;
import org.sluice.inversion.algebra.Panel;

/**
 * A panel of trajectories of the two-scale system. The fast variables are kept as W = b c Y, whose
 * tendency (W_{j−1} − W_{j+2}) W_{j+1} − c W_j + (h c² b / J) X_k is that of a {@link Ring}.
 *
 * <p>Scratch for one thread.
 */
final class MultiscaleTrajectories {

  private final int fast;
  private final double timeStep;
  private final Ring slowRing;
  private final Ring fastRing;
  private final double[] ones = new double[Panel.LANES];
  private final double[] forcing = new double[Panel.LANES];
  private final double[] speed = new double[Panel.LANES];
  private final double[] scale = new double[Panel.LANES];
  private final double[] pull = new double[Panel.LANES];
  private final double[] push = new double[Panel.LANES];
  private final double[] sum = new double[Panel.LANES];
  private final double[] squares = new double[Panel.LANES];
  private final double[] slowForcing = new double[Panel.LANES];
  private final double[] fastForcing = new double[Panel.LANES];
  private int lanes;

  MultiscaleTrajectories(int slow, int fast, double timeStep) {
    this.fast = fast;
    this.timeStep = timeStep;
    this.slowRing = new Ring(slow, 1);
    this.fastRing = new Ring(slow * fast, -1);
    Arrays.fill(ones, 1);
  }

  /** Takes the parameters, in the order of {@link MultiscaleParameter}. */
  void parameters(Panel parameters, int count) {
    lanes = count;
    double[] strengths = parameters.column(MultiscaleParameter.H.ordinal());
    double[] speeds = parameters.column(MultiscaleParameter.C.ordinal());
    double[] ratios = parameters.column(MultiscaleParameter.B.ordinal());
    System.arraycopy(parameters.column(MultiscaleParameter.F.ordinal()), 0, forcing, 0, lanes);
    System.arraycopy(speeds, 0, speed, 0, lanes);
    for (int l = 0; l < lanes; l++) {
      scale[l] = 1 / (ratios[l] * speeds[l]);
      // h c Ȳ = (h c / J) Σ Y, and Y = W / (b c).
      pull[l] = strengths[l] / (ratios[l] * fast);
      push[l] = strengths[l] * speeds[l] * speeds[l] * ratios[l] / fast;
    }
  }

  /** Starts a lane from slow variables; the fast ones are their slow one over b. */
  void start(int lane, double[] slow) {
    for (int k = 0; k < slow.length; k++) {
      slowRing.state()[k][lane] = slow[k];
      for (int j = 0; j < fast; j++) {
        fastRing.state()[k * fast + j][lane] = slow[k] * speed[lane];
      }
    }
  }

  void step() {
    for (int stage = 0; stage < Ring.STAGES; stage++) {
      double[][] slow = slowRing.state(stage);
      double[][] small = fastRing.state(stage);
      for (int k = 0; k < slow.length; k++) {
        sumOf(small, k * fast);
        for (int l = 0; l < lanes; l++) {
          slowForcing[l] = forcing[l] - pull[l] * sum[l];
        }
        double[] here = slow[k];
        for (int l = 0; l < lanes; l++) {
          fastForcing[l] = push[l] * here[l];
        }
        slowRing.advance(stage, k, ones, slowForcing, timeStep, lanes);
        for (int j = k * fast; j < (k + 1) * fast; j++) {
          fastRing.advance(stage, j, speed, fastForcing, timeStep, lanes);
        }
      }
    }
  }

  private void sumOf(double[][] variables, int first) {
    System.arraycopy(variables[first], 0, sum, 0, lanes);
    for (int j = first + 1; j < first + fast; j++) {
      add(variables[j], sum, lanes);
    }
  }

  private static void add(double[] values, double[] sums, int lanes) {
    for (int l = 0; l < lanes; l++) {
      sums[l] += values[l];
    }
  }

  private static void addSquares(double[] values, double[] sums, int lanes) {
    for (int l = 0; l < lanes; l++) {
      sums[l] += values[l] * values[l];
    }
  }

  /** Adds Σ_k of X, Ȳ, X², X Ȳ and the mean over j of Y² to the columns of {@code sums}. */
  void addStatistics(Panel sums) {
    double[][] slow = slowRing.state();
    for (int k = 0; k < slow.length; k++) {
      double[][] small = fastRing.state();
      sumOf(small, k * fast);
      Arrays.fill(squares, 0);
      for (int j = k * fast; j < (k + 1) * fast; j++) {
        addSquares(small[j], squares, lanes);
      }
      for (int l = 0; l < lanes; l++) {
        sum[l] *= scale[l] / fast;
        squares[l] *= scale[l] * scale[l] / fast;
      }
      sums.addScaled(0, 1, slow[k]);
      sums.addScaled(1, 1, sum);
      addSquares(slow[k], sums.column(2), lanes);
      Panel.addProduct(sums.column(3), slow[k], sum);
      sums.addScaled(4, 1, squares);
    }
  }
}
