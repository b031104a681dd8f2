package org.sluice.inversion.forward.elastodynamics;

import java.util.Arrays;
import org.sluice.inversion.algebra.Panel;

/**
 * The displacements u, their increments Δ, and the velocities times the time step, p = v Δt, at all
 * nodes: array i holds node i of all lanes. The end nodes stay at zero.
 */
final class Motion {

  private final double[][] displacements;
  private final double[][] velocities;
  private final double[][] increments;

  Motion(int nodes) {
    displacements = new double[nodes][Panel.LANES];
    velocities = new double[nodes][Panel.LANES];
    increments = new double[nodes][Panel.LANES];
  }

  double[][] displacements() {
    return displacements;
  }

  double[][] increments() {
    return increments;
  }

  /** Sets u to {@code shape}, one number for each node, and p to zero. */
  void start(double[] shape) {
    for (int i = 0; i < shape.length; i++) {
      Arrays.fill(displacements[i], shape[i]);
      Arrays.fill(velocities[i], 0);
    }
  }

  /** Δ ← M p − k D u, with the stencils M = (1, 4, 1) and D = (−1, 2, −1). */
  void load(double[] stiffness, int lanes) {
    for (int i = 1; i < increments.length - 1; i++) {
      load(
          increments[i],
          velocities[i - 1],
          velocities[i],
          velocities[i + 1],
          displacements[i - 1],
          displacements[i],
          displacements[i + 1],
          stiffness,
          lanes);
    }
  }

  private static void load(
      double[] target,
      double[] velocityBefore,
      double[] velocity,
      double[] velocityAfter,
      double[] before,
      double[] middle,
      double[] after,
      double[] stiffness,
      int lanes) {
    for (int l = 0; l < lanes; l++) {
      target[l] =
          velocityBefore[l]
              + 4 * velocity[l]
              + velocityAfter[l]
              - stiffness[l] * (2 * middle[l] - before[l] - after[l]);
    }
  }

  /** Δ ← Δ − M Δ′. */
  void subtractMass(Motion other, int lanes) {
    for (int i = 1; i < increments.length - 1; i++) {
      double[] target = increments[i];
      double[] before = other.increments[i - 1];
      double[] middle = other.increments[i];
      double[] after = other.increments[i + 1];
      for (int l = 0; l < lanes; l++) {
        target[l] -= before[l] + 4 * middle[l] + after[l];
      }
    }
  }

  /** Δ ← Δ − D (u′ + Δ′/2). */
  void subtractStiffness(Motion other, int lanes) {
    for (int i = 1; i < increments.length - 1; i++) {
      subtractSecondDifference(
          increments[i],
          other.displacements[i - 1],
          other.displacements[i],
          other.displacements[i + 1],
          1,
          lanes);
      subtractSecondDifference(
          increments[i],
          other.increments[i - 1],
          other.increments[i],
          other.increments[i + 1],
          0.5,
          lanes);
    }
  }

  private static void subtractSecondDifference(
      double[] target, double[] before, double[] middle, double[] after, double weight, int lanes) {
    for (int l = 0; l < lanes; l++) {
      target[l] -= weight * (2 * middle[l] - before[l] - after[l]);
    }
  }

  /** u ← u + Δ and p ← 2Δ − p: over a step, the mean velocity is Δ/Δt. */
  void advance(int lanes) {
    for (int i = 1; i < increments.length - 1; i++) {
      advance(displacements[i], velocities[i], increments[i], lanes);
    }
  }

  private static void advance(
      double[] displacement, double[] velocity, double[] increment, int lanes) {
    for (int l = 0; l < lanes; l++) {
      displacement[l] += increment[l];
      velocity[l] = 2 * increment[l] - velocity[l];
    }
  }
}
