package org.sluice.inversion.measure.field;

import org.sluice.inversion.algebra.Panel;

/** Evaluates series of cos(jπx). */
final class LineSeries implements CosineSeries {

  private final double[][] cosines;
  // The transpose of `cosines`: a row for each mode.
  private final double[][] modes;

  LineSeries(double[][] cosines) {
    this.cosines = cosines;
    this.modes = new double[FieldGrid.MODES][cosines.length];
    for (int i = 0; i < cosines.length; i++) {
      for (int j = 0; j < FieldGrid.MODES; j++) {
        modes[j][i] = cosines[i][j];
      }
    }
  }

  @Override
  public void evaluate(double start, double[] coefficients, Panel omega, Panel field) {
    double[] scales = new double[FieldGrid.MODES];
    for (int i = 0; i < cosines.length; i++) {
      for (int j = 0; j < FieldGrid.MODES; j++) {
        scales[j] = coefficients[j] * cosines[i][j];
      }
      field.fill(i, start);
      field.addCombination(i, scales, omega);
    }
  }

  @Override
  public void project(Panel values, Panel sums) {
    for (int j = 0; j < FieldGrid.MODES; j++) {
      sums.fill(j, 0);
      sums.addCombination(j, modes[j], values);
    }
  }
}
