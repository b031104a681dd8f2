package org.sluice.inversion.directions;

import org.sluice.kernels.DirectionScheme;
import org.sluice.kernels.Matrix;

/**
 * A source of unit directions: an endless sequence of directions for each random stream.
 * Implementations are immutable, and two different sources differ in {@code toString}.
 */
public sealed interface SliceDirections permits RandomDirections, SobolDirections, GivenDirections {

  /** The name of the source in results, such as {@code orthogonal}. */
  String word();

  /**
   * Writes directions {@code start}, {@code start} + 1, … of a stream's sequence, one in each row.
   *
   * @param out host matrix, P × d
   * @throws IllegalArgumentException if the source has no directions of dimension d
   */
  void fill(long seed, long stream, long start, Matrix out);

  /** The dependence between the rows of one fill, which standard errors account for. */
  DirectionScheme dependence();
}
