package org.sluice.bench.workload;

import java.lang.foreign.Arena;
import org.sluice.inversion.network.FourierNetwork;
import org.sluice.kernels.Adam;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;

/**
 * Steps of training a Fourier operator: the mean squared error of a batch, its gradient by weights,
 * and Adam. Holds parameters of its own.
 */
public final class FourierWorkload implements AutoCloseable {

  private final Arena arena = Arena.ofShared();
  private final FourierProblem problem;
  private final Parallelism parallelism;
  private final Backend backend;
  private final FourierNetwork network;
  private final Matrix parameters;
  private final Matrix gradient;
  private final Matrix first;
  private final Matrix second;
  private long count;

  /** Makes the plan. The problem's arena must outlive this. */
  public FourierWorkload(FourierProblem problem, String implementation, int threads) {
    this.problem = problem;
    parallelism = Parallelism.of(threads);
    backend = Implementation.open(implementation, parallelism);
    network = new FourierNetwork(backend, problem.type(), problem.size().shape());
    parameters = likeParameters();
    parameters.copyFrom(problem.parameters());
    gradient = likeParameters();
    first = likeParameters();
    second = likeParameters();
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
        network.squaredError(
            parameters, problem.inputs().get(batch), problem.targets().get(batch), gradient);
    backend.adam(Adam.Step.of(++count, 1e-3), parameters, gradient, first, second);
    return error;
  }

  /** The gradient by parameters of the last step. */
  public Matrix parameterGradient() {
    return gradient;
  }

  /**
   * Compares a step with the scalar backend's; this workload's parameters move by as much.
   *
   * @throws IllegalStateException if they differ by more than rounding
   */
  public void checkAgainstScalar() {
    try (FourierWorkload scalar = new FourierWorkload(problem, Implementation.SCALAR, 1)) {
      Agreement.of(problem.type())
          .require("squared error", step(), scalar.step())
          .require("gradient by parameters", gradient, scalar.gradient);
    }
  }

  @Override
  public void close() {
    network.close();
    backend.close();
    parallelism.close();
    arena.close();
  }
}
