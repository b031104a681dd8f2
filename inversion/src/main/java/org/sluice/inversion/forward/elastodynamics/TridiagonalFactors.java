package org.sluice.inversion.forward.elastodynamics;

import org.sluice.inversion.algebra.Panel;

/**
 * Solves symmetric tridiagonal systems with constant diagonals, one in each lane, by Gaussian
 * elimination without pivoting. It is stable because the matrices are positive definite.
 */
final class TridiagonalFactors {

  private final int unknowns;
  private final double[] beside = new double[Panel.LANES];
  private final double[][] inversePivots;
  private final double[][] multipliers;

  TridiagonalFactors(int unknowns) {
    this.unknowns = unknowns;
    this.inversePivots = new double[unknowns][Panel.LANES];
    this.multipliers = new double[unknowns][Panel.LANES];
  }

  void factor(double[] diagonal, double[] offDiagonal, int lanes) {
    System.arraycopy(offDiagonal, 0, beside, 0, lanes);
    for (int l = 0; l < lanes; l++) {
      double multiplier = 0;
      for (int i = 0; i < unknowns; i++) {
        double inverse = 1 / (diagonal[l] - beside[l] * multiplier);
        multiplier = beside[l] * inverse;
        inversePivots[i][l] = inverse;
        multipliers[i][l] = multiplier;
      }
    }
  }

  /** Solves in place; the first and last of {@code columns} are fixed and not unknowns. */
  void solve(double[][] columns, int lanes) {
    for (int i = 0; i < unknowns; i++) {
      eliminate(columns[i + 1], columns[i], beside, inversePivots[i], lanes);
    }
    for (int i = unknowns - 2; i >= 0; i--) {
      substitute(columns[i + 1], columns[i + 2], multipliers[i], lanes);
    }
  }

  private static void eliminate(
      double[] column, double[] before, double[] beside, double[] inversePivot, int lanes) {
    for (int l = 0; l < lanes; l++) {
      column[l] = (column[l] - beside[l] * before[l]) * inversePivot[l];
    }
  }

  private static void substitute(double[] column, double[] after, double[] multiplier, int lanes) {
    for (int l = 0; l < lanes; l++) {
      column[l] -= multiplier[l] * after[l];
    }
  }
}
