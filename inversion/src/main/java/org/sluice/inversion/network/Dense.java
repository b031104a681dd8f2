package org.sluice.inversion.network;

import org.sluice.kernels.Matrix;

/**
 * y = W x + b. The parameters are W, outputs × inputs and row after row, and then b. Examples are
 * rows.
 *
 * @param inputs numbers of x, at least 1
 * @param outputs numbers of y, at least 1
 */
public record Dense(int inputs, int outputs) implements Layer {

  /** Checks the sizes. */
  public Dense {
    if (inputs < 1 || outputs < 1) {
      throw new IllegalArgumentException(
          "a dense layer needs at least 1 input and 1 output, not %d and %d"
              .formatted(inputs, outputs));
    }
  }

  @Override
  public long parameterCount() {
    return (inputs + 1L) * outputs;
  }

  @Override
  public long ones() {
    return 1;
  }

  /** {@inheritDoc} Uniform weights of variance 1/inputs, and biases zero (LeCun et al. 1998). */
  @Override
  public void initialise(Draws draws, Matrix parameters) {
    draws.uniform(weights(parameters), Math.sqrt(3.0 / inputs));
    Draws.zero(bias(parameters));
    draws.skip(outputs);
  }

  @Override
  public void forward(Pass pass, Matrix parameters, Matrix inputs, Matrix outputs) {
    Matrix ones = pass.ones(inputs.rows());
    pass.backend().multiply(1, ones, false, bias(parameters), false, 0, outputs);
    pass.backend().multiply(1, inputs, false, weights(parameters), true, 1, outputs);
  }

  @Override
  public void backward(
      Pass pass,
      Matrix parameters,
      Matrix inputs,
      Matrix outputGradient,
      Matrix parameterGradient,
      double beta,
      Matrix inputGradient) {
    if (parameterGradient != null) {
      Matrix byWeights = weights(parameterGradient);
      Matrix ones = pass.ones(inputs.rows());
      pass.backend().multiply(1, outputGradient, true, inputs, false, beta, byWeights);
      pass.backend().multiply(1, ones, true, outputGradient, false, beta, bias(parameterGradient));
    }
    if (inputGradient != null) {
      Matrix weights = weights(parameters);
      pass.backend().multiply(1, outputGradient, false, weights, false, 0, inputGradient);
    }
  }

  private Matrix weights(Matrix parameters) {
    return parameters.part(0, outputs, inputs);
  }

  private Matrix bias(Matrix parameters) {
    return parameters.part((long) inputs * outputs, 1, outputs);
  }
}
