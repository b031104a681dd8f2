package org.sluice.inversion.measure;

import org.sluice.inversion.algebra.Panel;

/** Series of cos(jπx). */
final class LineSeries implements CosineSeries {

  private final double[][] cosines;

  LineSeries(double[][] cosines) {
    this.cosines = cosines;
  }

  @Override
  public void evaluate(double start, double[] coefficients, Panel omega, Panel field) {
    for (int i = 0; i < cosines.length; i++) {
      field.fill(i, start);
      for (int j = 0; j < FieldGrid.MODES; j++) {
        field.addScaled(i, coefficients[j] * cosines[i][j], omega.column(j));
      }
    }
  }

  @Override
  public void project(Panel values, Panel sums) {
    for (int j = 0; j < FieldGrid.MODES; j++) {
      sums.fill(j, 0);
      for (int i = 0; i < cosines.length; i++) {
        sums.addScaled(j, cosines[i][j], values.column(i));
      }
    }
  }
}
