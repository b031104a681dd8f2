package org.sluice.bench.workload;

import org.sluice.inversion.network.Chain;
import org.sluice.inversion.network.SquaredError;
import org.sluice.inversion.network.Training;
import org.sluice.inversion.network.Weights;
import org.sluice.inversion.network.fourier.FourierOperator;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;

/**
 * Steps of training a Fourier operator: the mean squared error of a batch, its gradient by weights,
 * and Adam. Holds parameters of its own.
 */
public final class FourierWorkload implements AutoCloseable {

  private final FourierProblem problem;
  private final Parallelism parallelism;
  private final Backend backend;
  private final Chain network;
  private final SquaredError error;
  private final Training training;
  private final Weights weights;

  /** Makes the plan. The problem's arena must outlive this. */
  public FourierWorkload(FourierProblem problem, String implementation, int threads) {
    this.problem = problem;
    parallelism = Parallelism.of(threads);
    backend = Implementation.open(implementation, parallelism);
    network = FourierOperator.of(backend, problem.type(), problem.size().shape());
    error = new SquaredError(backend, network);
    training = new Training(backend, problem.type(), network.parameterCount());
    weights = new Weights(backend, problem.type(), problem.parameters());
  }

  /** One step on the next batch; returns the error before it. */
  public double step() {
    return step((int) (weights.count() % problem.inputs().size()));
  }

  /** One step on a batch; returns the error before it. */
  public double step(int batch) {
    Matrix inputs = problem.inputs().get(batch);
    Matrix targets = problem.targets().get(batch);
    return training.step(
        weights,
        1e-3,
        (parameters, gradient) -> error.value(parameters, inputs, targets, gradient));
  }

  /** The gradient by parameters of the last step. */
  public Matrix parameterGradient() {
    return training.gradient();
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
          .require("gradient by parameters", parameterGradient(), scalar.parameterGradient());
    }
  }

  @Override
  public void close() {
    network.close();
    backend.close();
    parallelism.close();
  }
}
