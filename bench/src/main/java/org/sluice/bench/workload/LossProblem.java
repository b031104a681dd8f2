package org.sluice.bench.workload;

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
 * @param kind the kind of evaluation; where directions recur, all sets share data and directions
 * @param size the size of every set
 * @param type the type of all matrices
 * @param sets the inputs
 */
public record LossProblem(LossKind kind, LossSize size, ElementType type, List<Inputs> sets) {

  /** Draws sets of equal sizes in an arena. */
  public static LossProblem draw(Arena arena, LossSize size, ElementType type, int count) {
    return draw(arena, LossKind.EQUAL, size, type, count);
  }

  /** Draws the sets in an arena. */
  public static LossProblem draw(
      Arena arena, LossKind kind, LossSize size, ElementType type, int count) {
    List<Inputs> sets = new ArrayList<>();
    int d = size.dimension();
    try (Backend backend = Implementation.open(Implementation.VECTOR, Parallelism.serial())) {
      for (int set = 0; set < count; set++) {
        Matrix samples = Matrix.allocate(arena, type, kind.samples(size.points()), d);
        backend.normals(set, 0, samples);
        if (kind == LossKind.RECURRING && set > 0) {
          Inputs first = sets.getFirst();
          sets.add(Inputs.of(samples, first.data(), first.directions()));
          continue;
        }
        Matrix data = Matrix.allocate(arena, type, size.points(), d);
        Matrix directions = Matrix.allocate(arena, type, size.slices(), d);
        backend.normals(set, 1, data);
        Directions.fill(DirectionScheme.ORTHOGONAL, set, 2, directions);
        boolean weighted = kind == LossKind.WEIGHTED;
        sets.add(
            new Inputs(
                samples,
                data,
                directions,
                weighted ? weights(arena, backend, set, 3, samples.rows()) : null,
                weighted ? weights(arena, backend, set, 4, data.rows()) : null));
      }
    }
    return new LossProblem(kind, size, type, List.copyOf(sets));
  }

  private static Matrix weights(Arena arena, Backend backend, int set, int stream, long points) {
    Matrix weights = Matrix.allocate(arena, ElementType.F64, points, 1);
    backend.uniforms(set, stream, weights);
    return weights;
  }

  /** Sets enough for about a million keys, between 2 and 8. */
  public static int setsFor(LossSize size) {
    return (int) Math.clamp(1_000_000 / size.keys(), 2, 8);
  }
}
