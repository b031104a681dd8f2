package org.sluice.inversion.measure;

import org.sluice.inversion.algebra.LogCoordinates;
import org.sluice.inversion.algebra.Panel;

/** A random field on (0, 1), a function of Σ_j c_j ω_j cos(jπx) with j = 1 … {@value #MODES}. */
abstract class CosineField implements ParameterMeasure {

  /** Number of modes. */
  static final int MODES = 20;

  private final double[][] cosines;

  /** Sampled at the given positions. */
  CosineField(double[] positions) {
    if (positions.length == 0) {
      throw new IllegalArgumentException("a field needs at least one position");
    }
    this.cosines = new double[positions.length][MODES];
    for (int i = 0; i < positions.length; i++) {
      LogCoordinates.finite("a field", "position " + (i + 1), positions[i]);
      for (int j = 0; j < MODES; j++) {
        cosines[i][j] = Math.cos((j + 1) * Math.PI * positions[i]);
      }
    }
  }

  @Override
  public final int dimension() {
    return cosines.length;
  }

  @Override
  public final int randomDimension() {
    return MODES;
  }

  /** sums ← start + Σ_j c_j ω_j cos(jπx_node). */
  final void series(int node, double start, double[] coefficients, Panel omega, Panel sums) {
    sums.fill(node, start);
    for (int j = 0; j < MODES; j++) {
      sums.addScaled(node, coefficients[j] * cosines[node][j], omega.column(j));
    }
  }

  /** sums_j ← Σ_nodes cos(jπx_node) · values_node, the transpose of {@link #series}. */
  final void project(Panel values, Panel sums) {
    for (int j = 0; j < MODES; j++) {
      sums.fill(j, 0);
      for (int i = 0; i < cosines.length; i++) {
        sums.addScaled(j, cosines[i][j], values.column(i));
      }
    }
  }
}
