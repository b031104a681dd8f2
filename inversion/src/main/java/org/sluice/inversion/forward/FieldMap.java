package org.sluice.inversion.forward;

import java.util.List;

/**
 * A forward map that observes a field on a grid by interpolation: x = R u(z). Where z has as many
 * numbers as the grid has points, it is a field on the same grid.
 */
public interface FieldMap extends ForwardMap {

  /**
   * Numbers of equidistant points of u in each direction, one or two; u is given row after row, the
   * last direction first to change.
   */
  List<Integer> grid();

  /** R: for each observed number its weights over the points of the grid. */
  double[][] readout();
}
