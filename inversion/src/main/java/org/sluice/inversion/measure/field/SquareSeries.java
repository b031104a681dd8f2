package org.sluice.inversion.measure.field;

import org.sluice.inversion.algebra.Panel;

/** Evaluates series of cos(jπx) cos(kπy), first along one axis and then along the other. */
final class SquareSeries implements CosineSeries {

  private final double[][] cosines;
  private final int positions;
  // Column j · positions + b: mode j of the first axis, position b of the second.
  private final Panel between;

  SquareSeries(double[][] cosines) {
    this.cosines = cosines;
    this.positions = cosines.length;
    this.between = new Panel(FieldGrid.MODES * positions);
  }

  @Override
  public void evaluate(double start, double[] coefficients, Panel omega, Panel field) {
    for (int j = 0; j < FieldGrid.MODES; j++) {
      for (int b = 0; b < positions; b++) {
        between.fill(j * positions + b, 0);
        for (int k = 0; k < FieldGrid.MODES; k++) {
          int mode = j * FieldGrid.MODES + k;
          between.addScaled(
              j * positions + b, coefficients[mode] * cosines[b][k], omega.column(mode));
        }
      }
    }
    for (int a = 0; a < positions; a++) {
      for (int b = 0; b < positions; b++) {
        field.fill(a * positions + b, start);
        for (int j = 0; j < FieldGrid.MODES; j++) {
          field.addScaled(a * positions + b, cosines[a][j], between.column(j * positions + b));
        }
      }
    }
  }

  @Override
  public void project(Panel values, Panel sums) {
    for (int j = 0; j < FieldGrid.MODES; j++) {
      for (int b = 0; b < positions; b++) {
        between.fill(j * positions + b, 0);
        for (int a = 0; a < positions; a++) {
          between.addScaled(j * positions + b, cosines[a][j], values.column(a * positions + b));
        }
      }
    }
    for (int j = 0; j < FieldGrid.MODES; j++) {
      for (int k = 0; k < FieldGrid.MODES; k++) {
        int mode = j * FieldGrid.MODES + k;
        sums.fill(mode, 0);
        for (int b = 0; b < positions; b++) {
          sums.addScaled(mode, cosines[b][k], between.column(j * positions + b));
        }
      }
    }
  }
}
