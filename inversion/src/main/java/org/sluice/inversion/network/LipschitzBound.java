package org.sluice.inversion.network;

import org.sluice.kernels.Matrix;

/**
 * A number L with |network(x) − network(y)|_∞ ≤ L·|x − y|_∞ for all x and y. Where a network has
 * one, {@link SquaredError} keeps it small.
 */
public final class LipschitzBound {

  /** The factor by which Π softplus(c_l) is added to the loss. */
  static final double WEIGHT = 1e-6;

  private LipschitzBound() {}

  /** The bound at some parameters; infinite where the family certifies none. */
  public static double of(Network network, Matrix parameters) {
    return switch (network) {
      case LipschitzMlp bounded -> bounded.rows().bound(parameters);
      case Chain chain -> Double.POSITIVE_INFINITY;
    };
  }
}
