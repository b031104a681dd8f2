package org.sluice.bench.workload;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import org.sluice.inversion.network.Chain;
import org.sluice.inversion.network.fourier.FourierOperator;
import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;

/**
 * Batches to fit a Fourier operator to, all different, and the parameters to start from.
 *
 * @param size network and batch
 * @param type the type of all matrices
 * @param parameters 1 × parameter count
 * @param inputs batches × points, standard normal
 * @param targets batches × points, standard normal
 */
public record FourierProblem(
    FourierSize size,
    ElementType type,
    Matrix parameters,
    List<Matrix> inputs,
    List<Matrix> targets) {

  /** Draws batches in an arena. */
  public static FourierProblem draw(Arena arena, FourierSize size, ElementType type, int batches) {
    try (Backend backend = Implementation.open(Implementation.VECTOR, Parallelism.serial());
        Chain network = FourierOperator.of(backend, type, size.shape())) {
      Matrix parameters = Matrix.allocate(arena, type, 1, network.parameterCount());
      network.initialise(1, 0, parameters);
      List<Matrix> inputs = new ArrayList<>();
      List<Matrix> targets = new ArrayList<>();
      for (int batch = 0; batch < batches; batch++) {
        Matrix input = Matrix.allocate(arena, type, size.batch(), size.points());
        Matrix target = Matrix.allocate(arena, type, size.batch(), size.points());
        backend.normals(2, batch, input);
        backend.normals(3, batch, target);
        inputs.add(input);
        targets.add(target);
      }
      return new FourierProblem(size, type, parameters, inputs, targets);
    }
  }
}
