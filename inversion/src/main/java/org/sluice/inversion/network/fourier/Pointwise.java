package org.sluice.inversion.network.fourier;

import org.sluice.inversion.network.Draws;
import org.sluice.inversion.network.Layer;
import org.sluice.inversion.network.Pass;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Matrix;

/**
 * One affine function of the channels at each point of a field. The parameters are its weights,
 * channels in × channels out, and then its biases.
 *
 * @param in channels of the inputs
 * @param out channels of the outputs
 */
record Pointwise(Fields fields, int in, int out) implements Layer {

  @Override
  public int inputs() {
    return fields.points() * in;
  }

  @Override
  public int outputs() {
    return fields.points() * out;
  }

  @Override
  public long parameterCount() {
    return (in + 1L) * out;
  }

  @Override
  public long ones() {
    return fields.points();
  }

  /** {@inheritDoc} Uniform weights of variance 1/channels, and biases zero. */
  @Override
  public void initialise(Draws draws, Matrix parameters) {
    draws.uniform(weights(parameters), Math.sqrt(3 * (1.0 / in)));
    Draws.zero(bias(parameters));
  }

  @Override
  public void forward(Pass pass, Matrix parameters, Matrix inputs, Matrix outputs) {
    Matrix to = fields.tall(outputs);
    Matrix ones = pass.ones(to.rows());
    pass.backend().multiply(1, ones, false, bias(parameters), false, 0, to);
    pass.backend().multiply(1, fields.tall(inputs), false, weights(parameters), false, 1, to);
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
    Backend backend = pass.backend();
    Matrix delta = fields.tall(outputGradient);
    if (parameterGradient != null) {
      Matrix byWeights = weights(parameterGradient);
      Matrix ones = pass.ones(delta.rows());
      backend.multiply(1, fields.tall(inputs), true, delta, false, beta, byWeights);
      backend.multiply(1, ones, true, delta, false, beta, bias(parameterGradient));
    }
    if (inputGradient != null) {
      Matrix to = fields.tall(inputGradient);
      backend.multiply(1, delta, false, weights(parameters), true, 0, to);
    }
  }

  private Matrix weights(Matrix parameters) {
    return parameters.part(0, in, out);
  }

  private Matrix bias(Matrix parameters) {
    return parameters.part((long) in * out, 1, out);
  }
}
