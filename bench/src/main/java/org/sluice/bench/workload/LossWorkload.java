package org.sluice.bench.workload;

import java.lang.foreign.Arena;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;
import org.sluice.kernels.SlicedWasserstein;
import org.sluice.kernels.SlicedWasserstein.Outputs;

/** Loss and gradient by samples of a problem, with one implementation and number of threads. */
public final class LossWorkload implements AutoCloseable {

  private final Arena arena = Arena.ofShared();
  private final LossProblem problem;
  private final Parallelism parallelism;
  private final Backend backend;
  private final SlicedWasserstein plan;
  private final Outputs outputs;
  private int next;

  /** Makes the plan. The problem's arena must outlive this. */
  public LossWorkload(LossProblem problem, String implementation, int threads) {
    this.problem = problem;
    parallelism = Parallelism.of(threads);
    backend = Implementation.open(implementation, parallelism);
    LossSize size = problem.size();
    SlicedWasserstein.Shape shape = problem.kind().shape(problem.type(), size);
    plan = backend.slicedWasserstein(shape);
    Matrix gradient = Matrix.allocate(arena, problem.type(), shape.samples(), shape.dimension());
    outputs = new Outputs(null, gradient, null);
  }

  /** Evaluates the next set of the problem. */
  public double evaluate() {
    int set = next;
    next = set + 1 == problem.sets().size() ? 0 : set + 1;
    return evaluate(set);
  }

  /** Evaluates one set. */
  public double evaluate(int set) {
    return plan.evaluate(problem.sets().get(set), outputs);
  }

  /** The gradient of the last evaluation. */
  public Matrix gradient() {
    return outputs.sampleGradient();
  }

  /** Bytes of workspace that the plan holds. */
  public long workspaceBytes() {
    return plan.workspaceBytes();
  }

  /** The backend's description. */
  public String description() {
    return backend.description();
  }

  /**
   * Compares value and gradient of the first set with the scalar backend's.
   *
   * @throws IllegalStateException if they differ by more than rounding
   */
  public void checkAgainstScalar() {
    try (LossWorkload scalar = new LossWorkload(problem, Implementation.SCALAR, 1)) {
      Agreement.of(problem.type())
          .require("loss", evaluate(0), scalar.evaluate(0))
          .require("gradient", gradient(), scalar.gradient());
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
