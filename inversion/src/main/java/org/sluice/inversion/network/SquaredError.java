package org.sluice.inversion.network;

import org.sluice.kernels.Backend;
import org.sluice.kernels.Matrix;

/**
 * The mean over a batch of |network(x) − target|², and its gradient by the parameters. For a {@link
 * LipschitzMlp} the gradient is that of the mean and 10⁻⁶ · Π softplus(c_l).
 *
 * <p>Allocates once; not thread-safe.
 */
public final class SquaredError {

  private final Backend backend;
  private final Chain chain;
  private final RowScaling rows;
  private final Matrix squares;
  private final double[] squareSum = new double[1];

  /** For a network on its backend. */
  public SquaredError(Backend backend, Network network) {
    this.backend = backend;
    switch (network) {
      case Chain all -> {
        chain = all;
        rows = null;
      }
      case LipschitzMlp bounded -> {
        chain = bounded.perceptron();
        rows = bounded.rows();
      }
    }
    squares = backend.allocate(network.type(), 1, 1);
  }

  /**
   * Computes the error and its gradient.
   *
   * @param parameters of the network, 1 × parameterCount
   * @param inputs batch × inputs
   * @param targets batch × outputs
   * @param gradient by the parameters, written
   * @return the mean squared error alone
   */
  public double value(Matrix parameters, Matrix inputs, Matrix targets, Matrix gradient) {
    if (rows == null) {
      return ofChain(parameters, inputs, targets, gradient);
    }
    double error = ofChain(rows.scale(parameters), inputs, targets, rows.gradient());
    rows.unscale(LipschitzBound.WEIGHT, gradient);
    return error;
  }

  private double ofChain(Matrix parameters, Matrix inputs, Matrix targets, Matrix gradient) {
    if (chain.plan() != null) {
      return chain.plan().squaredError(parameters, inputs, targets, gradient, null);
    }
    long batch = inputs.rows();
    if (targets.rows() != batch || targets.columns() != chain.outputs()) {
      throw new IllegalArgumentException(
          "the targets must be %d x %d, not %s".formatted(batch, chain.outputs(), targets.shape()));
    }
    chain.backward(
        parameters,
        inputs,
        (first, residuals, outputGradient) -> {
          Matrix expected = targets.rows(first, first + residuals.rows());
          backend.combine(-1, expected, null, null, 1, residuals);
          backend.combine(2.0 / batch, residuals, null, null, 0, outputGradient);
          Matrix all = residuals.part(0, 1, residuals.rows() * residuals.columns());
          backend.multiply(1, all, false, all, true, first > 0 ? 1 : 0, squares);
        },
        gradient);
    backend.copy(squares, Matrix.of(squareSum, 1, 1));
    return batch == 0 ? 0 : squareSum[0] / batch;
  }
}
