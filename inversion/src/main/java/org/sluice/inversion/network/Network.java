package org.sluice.inversion.network;

import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/**
 * A family of functions R^inputs → R^outputs with trainable parameters in one flat matrix of 1 ×
 * {@link #parameterCount}. Matrices lie on the backend and are of the network's type; batches have
 * one example a row. Results do not depend on the number of threads. Not thread-safe.
 */
public sealed interface Network extends AutoCloseable permits Chain, LipschitzMlp {

  /** Type of parameters, inputs and outputs. */
  ElementType type();

  /** Number of inputs. */
  int inputs();

  /** Number of outputs. */
  int outputs();

  /** Number of parameters. */
  long parameterCount();

  /**
   * Draws the parameters to start from.
   *
   * @param parameters a host matrix, written
   */
  void initialise(long seed, long stream, Matrix parameters);

  /** outputs ← network(inputs). */
  void forward(Matrix parameters, Matrix inputs, Matrix outputs);

  /**
   * Computes the vector-Jacobian products at {@code inputs}.
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

  /** Frees the plans. Memory that the backend allocated is freed with the backend. */
  @Override
  void close();
}
