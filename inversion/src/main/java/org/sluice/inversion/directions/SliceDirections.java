package org.sluice.inversion.directions;

import org.sluice.kernels.DirectionScheme;
import org.sluice.kernels.Matrix;

/**
 * An endless supply of sets of unit directions, one set for each stream of random numbers.
 * Immutable. {@code toString} tells two supplies apart.
 */
public sealed interface SliceDirections permits RandomDirections, SobolDirections, GivenDirections {

  /** The word in results. */
  String word();

  /**
   * Writes rows {@code start}, {@code start} + 1, … of a stream's set. Fills of rows that do not
   * overlap give different directions of one set.
   *
   * @param out host matrix, P × d
   * @throws IllegalArgumentException if there are none of that dimension
   */
  void fill(long seed, long stream, long start, Matrix out);

  /** How the rows of one fill depend on one another, for standard errors. */
  DirectionScheme dependence();
}
