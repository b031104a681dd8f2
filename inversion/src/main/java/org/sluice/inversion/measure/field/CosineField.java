package org.sluice.inversion.measure.field;

import org.sluice.inversion.measure.ParameterMeasure;

/** A random field on a {@link FieldGrid}: a function of a random series of cosines. */
abstract class CosineField implements ParameterMeasure {

  private final FieldGrid grid;

  CosineField(FieldGrid grid) {
    this.grid = grid;
  }

  final FieldGrid grid() {
    return grid;
  }

  @Override
  public final int dimension() {
    return grid.nodes();
  }

  @Override
  public final int randomDimension() {
    return grid.modes();
  }
}
