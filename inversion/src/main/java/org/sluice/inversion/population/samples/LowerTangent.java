package org.sluice.inversion.population.samples;

import org.sluice.inversion.noise.NoiseModel;
import org.sluice.inversion.optimise.CoordinateKind;

/** The derivatives of a noise model's factor L by its coordinates, by central differences. */
public final class LowerTangent {

  /** Half the width of differences by a coordinate without a unit. */
  static final double WIDTH = 1e-5;

  private LowerTangent() {}

  /**
   * ∂L/∂coordinate, d × d, in a new array.
   *
   * @param phi the noise's coordinates
   * @param lower L at them
   */
  public static double[] of(NoiseModel noise, double[] phi, double[] lower, int coordinate) {
    double width = width(noise, lower, coordinate);
    double[] moved = phi.clone();
    double[] above = new double[lower.length];
    double[] below = new double[lower.length];
    moved[coordinate] = phi[coordinate] + width;
    double up = moved[coordinate];
    noise.factor(moved, above);
    moved[coordinate] = phi[coordinate] - width;
    noise.factor(moved, below);
    double whole = up - moved[coordinate];
    for (int e = 0; e < above.length; e++) {
      above[e] = (above[e] - below[e]) / whole;
    }
    return above;
  }

  /** A coordinate with a unit is an entry of L, so that L's own size is a suitable width. */
  public static double width(NoiseModel noise, double[] lower, int coordinate) {
    if (noise.kind(coordinate) != CoordinateKind.LINEAR) {
      return WIDTH;
    }
    double largest = 0;
    for (double entry : lower) {
      largest = Math.max(largest, Math.abs(entry));
    }
    return WIDTH * largest;
  }
}
