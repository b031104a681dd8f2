package org.sluice.inversion.dynamics;

import java.util.Arrays;

/**
 * Trajectories of {@link MultiscaleLorenz96} side by side. With W = b c Y, the tendency of a fast
 * variable, (W_{j−1} − W_{j+2}) W_{j+1} − c W_j + (h c² b / J) X_k, is that of a {@link Ring}.
 */
public final class MultiscaleTrajectories implements Trajectories {

  private final int slow;
  private final int fast;
  private final double timeStep;
  private final int lanes;
  private final Ring slowRing;
  private final Ring fastRing;
  private final double[] ones;
  private final double[] forcing;
  private final double[] speed;
  private final double[] scale;
  private final double[] pull;
  private final double[] push;
  private final double[] sum;
  private final double[] squares;
  private final double[] slowForcing;
  private final double[] fastForcing;

  MultiscaleTrajectories(int slow, int fast, double timeStep, RingLoops loops) {
    this.slow = slow;
    this.fast = fast;
    this.timeStep = timeStep;
    this.lanes = loops.lanes();
    this.slowRing = new Ring(slow, 1, loops);
    this.fastRing = new Ring(slow * fast, -1, loops);
    this.ones = new double[lanes];
    this.forcing = new double[lanes];
    this.speed = new double[lanes];
    this.scale = new double[lanes];
    this.pull = new double[lanes];
    this.push = new double[lanes];
    this.sum = new double[lanes];
    this.squares = new double[lanes];
    this.slowForcing = new double[lanes];
    this.fastForcing = new double[lanes];
    Arrays.fill(ones, 1);
  }

  @Override
  public int lanes() {
    return lanes;
  }

  @Override
  public void start(int lane, long trajectory, double[] state, double[] parameters) {
    double strength = parameters[MultiscaleParameter.H.ordinal()];
    double ratio = parameters[MultiscaleParameter.B.ordinal()];
    double c = parameters[MultiscaleParameter.C.ordinal()];
    forcing[lane] = parameters[MultiscaleParameter.F.ordinal()];
    speed[lane] = c;
    scale[lane] = 1 / (ratio * c);
    // h c Ȳ = (h c / J) Σ Y, and Y = W / (b c).
    pull[lane] = strength / (ratio * fast);
    push[lane] = strength * c * c * ratio / fast;
    slowRing.set(lane, state, 0);
    fastRing.set(lane, state, slow);
    slowRing.close(0);
    fastRing.close(0);
  }

  @Override
  public void read(int lane, double[] state) {
    slowRing.get(lane, state, 0);
    fastRing.get(lane, state, slow);
  }

  @Override
  public void advance(long firstStep, int steps) {
    for (int step = 0; step < steps; step++) {
      step();
    }
  }

  private void step() {
    for (int stage = 0; stage < Ring.STAGES; stage++) {
      for (int k = 0; k < slow; k++) {
        fastRing.sum(stage, k * fast, fast, sum);
        for (int l = 0; l < lanes; l++) {
          slowForcing[l] = forcing[l] - pull[l] * sum[l];
          fastForcing[l] = push[l] * slowRing.get(stage, k, l);
        }
        slowRing.advance(stage, k, 1, ones, slowForcing, timeStep);
        fastRing.advance(stage, k * fast, fast, speed, fastForcing, timeStep);
      }
      slowRing.close((stage + 1) % Ring.STAGES);
      fastRing.close((stage + 1) % Ring.STAGES);
    }
  }

  /**
   * Adds Σ_k of X, Ȳ, X², X Ȳ and the mean over j of Y² of the states as they are.
   *
   * @param sums 5 × lanes
   */
  public void addStatistics(double[][] sums) {
    for (int k = 0; k < slow; k++) {
      fastRing.sum(0, k * fast, fast, sum);
      fastRing.sumSquares(k * fast, fast, squares);
      for (int l = 0; l < lanes; l++) {
        double here = slowRing.get(0, k, l);
        double mean = sum[l] * (scale[l] / fast);
        sums[0][l] += here;
        sums[1][l] += mean;
        sums[2][l] += here * here;
        sums[3][l] += here * mean;
        sums[4][l] += squares[l] * (scale[l] * scale[l] / fast);
      }
    }
  }
}
