package org.sluice.inversion.network;

import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/**
 * A plan for a family of functions R^inputs → R^outputs with trainable parameters in one flat
 * matrix of 1 × {@link #parameterCount}. Matrices lie where the backend computes and are of the
 * plan's type; batches have one example a row. Results do not depend on the number of threads. Not
 * thread-safe.
 */
public interface Network extends AutoCloseable {

  /** Type of parameters, inputs and outputs. */
  ElementType type();

  /** Number of inputs. */
  int inputs();

  /** Number of outputs. */
  int outputs();

  /** Number of parameters. */
  long parameterCount();

  /**
   * Random parameters to start from.
   *
   * @param parameters a host matrix, written
   */
  void initialise(long seed, long stream, Matrix parameters);

  /** outputs ← network(inputs). */
  void forward(Matrix parameters, Matrix inputs, Matrix outputs);

  /**
   * The vector-Jacobian products at {@code inputs}.
   *
   * @param outputGradient ∂J/∂outputs, batch × outputs
   * @param parameterGradient ∂J/∂parameters, 1 × parameterCount, written; or null
   * @param inputGradient ∂J/∂inputs, batch × inputs, written; or null
   */
  void backward(
      Matrix parameters,
      Matrix inputs,
      Matrix outputGradient,
      Matrix parameterGradient,
      Matrix inputGradient);

  /**
   * The mean over the batch of |network(x) − target|², plus what the family adds to keep itself in
   * bounds.
   *
   * @param parameterGradient its gradient, written
   * @return the mean squared error alone
   */
  double squaredError(Matrix parameters, Matrix inputs, Matrix targets, Matrix parameterGradient);

  /**
   * A number L with |network(x) − network(y)|_∞ ≤ L·|x − y|_∞ for all x, y; infinite where the
   * family has no such bound.
   */
  default double lipschitzBound(Matrix parameters) {
    return Double.POSITIVE_INFINITY;
  }

  /** Frees the workspace. */
  @Override
  void close();
}
