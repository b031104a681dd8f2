package org.sluice.inversion.directions;

import java.util.Locale;
import org.sluice.kernels.DirectionScheme;
import org.sluice.kernels.Directions;
import org.sluice.kernels.Matrix;

/**
 * Draws random directions, each uniform on the sphere.
 *
 * @param scheme independent directions, or orthonormal blocks; each fill starts a new block
 */
public record RandomDirections(DirectionScheme scheme) implements SliceDirections {

  /** Orthonormal blocks. */
  public static final RandomDirections ORTHOGONAL =
      new RandomDirections(DirectionScheme.ORTHOGONAL);

  /** Independent directions. */
  public static final RandomDirections IID = new RandomDirections(DirectionScheme.IID);

  @Override
  public String word() {
    return scheme.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void fill(long seed, long stream, long start, Matrix out) {
    Directions.fill(scheme, seed, stream, start, out);
  }

  @Override
  public DirectionScheme dependence() {
    return scheme;
  }
}
