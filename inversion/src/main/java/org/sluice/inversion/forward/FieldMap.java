package org.sluice.inversion.forward;

import java.util.List;

/**
 * A forward map that observes a field u on a grid by interpolation: x = R u(z). If z has as many
 * entries as the grid has points, z is a field on the same grid.
 */
public interface FieldMap extends ForwardMap {

  /**
   * The numbers of equidistant points of u in each of one or two directions. The entries of u are
   * ordered with the last direction varying fastest.
   */
  List<Integer> grid();

  /** R, with one row for each observed number: its weights over the points of the grid. */
  double[][] readout();
}
