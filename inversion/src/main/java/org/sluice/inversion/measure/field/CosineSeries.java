package org.sluice.inversion.measure.field;

import org.sluice.inversion.algebra.Panel;

/** Evaluates series of cosines at the nodes of a {@link FieldGrid}. Workspace for one thread. */
interface CosineSeries {

  /** field ← start + Σ_modes c ω cos at each node; the coefficients c have one entry per mode. */
  void evaluate(double start, double[] coefficients, Panel omega, Panel field);

  /** sums ← Σ_nodes cos · values, for each mode: the transpose of {@link #evaluate}. */
  void project(Panel values, Panel sums);
}
