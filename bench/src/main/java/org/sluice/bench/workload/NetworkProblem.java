package org.sluice.bench.workload;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;

/**
 * Batches to fit a perceptron to, all different, and the parameters to start from.
 *
 * @param size network and batch
 * @param type the type of all matrices
 * @param parameters 1 × parameter count; normal, of deviation 0.05
 * @param inputs batches × inputs, standard normal
 * @param targets batches × outputs, standard normal
 */
public record NetworkProblem(
    NetworkSize size,
    ElementType type,
    Matrix parameters,
    List<Matrix> inputs,
    List<Matrix> targets) {

  /** Draws batches in an arena. */
  public static NetworkProblem draw(Arena arena, NetworkSize size, ElementType type, int batches) {
    try (Backend backend = Implementation.open(Implementation.VECTOR, Parallelism.serial())) {
      Matrix parameters = Matrix.allocate(arena, type, 1, size.shape(type).parameterCount());
      backend.normals(1, 0, parameters);
      for (long i = 0; i < parameters.columns(); i++) {
        parameters.set(0, i, 0.05 * parameters.get(0, i));
      }
      List<Matrix> inputs = new ArrayList<>();
      List<Matrix> targets = new ArrayList<>();
      for (int batch = 0; batch < batches; batch++) {
        Matrix input = Matrix.allocate(arena, type, size.batch(), size.widths().getFirst());
        Matrix target = Matrix.allocate(arena, type, size.batch(), size.widths().getLast());
        backend.normals(2, batch, input);
        backend.normals(3, batch, target);
        inputs.add(input);
        targets.add(target);
      }
      return new NetworkProblem(size, type, parameters, inputs, targets);
    }
  }
}
