package org.sluice.bench.workload;

import java.lang.foreign.Arena;
import org.sluice.kernels.Adam;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Mlp;
import org.sluice.kernels.Parallelism;

/**
 * Steps of training: the mean squared error of a batch, its gradients by weights and by inputs, and
 * Adam. Holds parameters of its own.
 */
public final class NetworkWorkload implements AutoCloseable {

  private final Arena arena = Arena.ofShared();
  private final NetworkProblem problem;
  private final Parallelism parallelism;
  private final Backend backend;
  private final Mlp plan;
  private final Matrix parameters;
  private final Matrix gradient;
  private final Matrix first;
  private final Matrix second;
  private final Matrix inputGradient;
  private long count;

  /** Makes the plan. The problem's arena must outlive this. */
  public NetworkWorkload(NetworkProblem problem, String implementation, int threads) {
    this.problem = problem;
    parallelism = Parallelism.of(threads);
    backend = Implementation.open(implementation, parallelism);
    plan = backend.mlp(problem.size().shape(problem.type()));
    parameters = likeParameters();
    parameters.copyFrom(problem.parameters());
    gradient = likeParameters();
    first = likeParameters();
    second = likeParameters();
    Matrix inputs = problem.inputs().getFirst();
    inputGradient = Matrix.allocate(arena, problem.type(), inputs.rows(), inputs.columns());
  }

  private Matrix likeParameters() {
    return Matrix.allocate(arena, problem.type(), 1, problem.parameters().columns());
  }

  /** One step on the next batch; returns the error before it. */
  public double step() {
    return step((int) (count % problem.inputs().size()));
  }

  /** One step on a batch; returns the error before it. */
  public double step(int batch) {
    double error =
        plan.squaredError(
            parameters,
            problem.inputs().get(batch),
            problem.targets().get(batch),
            gradient,
            inputGradient);
    backend.adam(Adam.Step.of(++count, 1e-3), parameters, gradient, first, second);
    return error;
  }

  /** The gradient by parameters of the last step. */
  public Matrix parameterGradient() {
    return gradient;
  }

  /**
   * Compares three steps with the scalar backend's; this workload's parameters move by as many.
   *
   * @throws IllegalStateException if they differ by more than rounding
   */
  public void checkAgainstScalar() {
    try (NetworkWorkload scalar = new NetworkWorkload(problem, Implementation.SCALAR, 1)) {
      Agreement agreement = Agreement.of(problem.type());
      for (int step = 0; step < 3; step++) {
        agreement
            .require("squared error", step(), scalar.step())
            .require("gradient by inputs", inputGradient, scalar.inputGradient)
            .require("gradient by parameters", gradient, scalar.gradient)
            .require("parameters after a step", parameters, scalar.parameters);
      }
    }
  }

  @Override
  public void close() {
    plan.close();
    backend.close();
    parallelism.close();
    arena.close();
  }
}
