package org.sluice.bench;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import org.sluice.kernels.Backend;
import org.sluice.kernels.DirectionScheme;
import org.sluice.kernels.Directions;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;
import org.sluice.kernels.SlicedWasserstein.Inputs;

/**
 * Several sets of samples, data and directions of one size, all different, so that a repeated
 * evaluation never sees the data of the one before. Samples and data are standard normal;
 * directions lie in orthonormal blocks.
 *
 * @param size the size of every set
 * @param type the type of all matrices
 * @param sets the inputs
 */
public record LossProblem(LossSize size, ElementType type, List<Inputs> sets) {

  /** Draws the sets in an arena. */
  public static LossProblem draw(Arena arena, LossSize size, ElementType type, int count) {
    List<Inputs> sets = new ArrayList<>();
    try (Backend backend = Implementation.open(Implementation.VECTOR, Parallelism.serial())) {
      for (int set = 0; set < count; set++) {
        Matrix samples = Matrix.allocate(arena, type, size.points(), size.dimension());
        Matrix data = Matrix.allocate(arena, type, size.points(), size.dimension());
        Matrix directions = Matrix.allocate(arena, type, size.slices(), size.dimension());
        backend.normals(set, 0, samples);
        backend.normals(set, 1, data);
        Directions.fill(DirectionScheme.ORTHOGONAL, set, 2, directions);
        sets.add(Inputs.of(samples, data, directions));
      }
    }
    return new LossProblem(size, type, List.copyOf(sets));
  }

  /** Sets enough for about a million keys, between 2 and 8. */
  public static int setsFor(LossSize size) {
    return (int) Math.clamp(1_000_000 / size.keys(), 2, 8);
  }
}
