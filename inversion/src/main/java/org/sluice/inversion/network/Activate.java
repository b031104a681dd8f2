package org.sluice.inversion.network;

import org.sluice.kernels.Activation;
import org.sluice.kernels.Matrix;

/**
 * σ of each number, in place.
 *
 * @param activation σ
 * @param inputs numbers of an example
 */
public record Activate(Activation activation, int inputs) implements Layer {

  @Override
  public int outputs() {
    return inputs;
  }

  @Override
  public long parameterCount() {
    return 0;
  }

  /** The slopes. */
  @Override
  public long kept() {
    return inputs;
  }

  @Override
  public boolean inPlace() {
    return true;
  }

  @Override
  public void initialise(Draws draws, Matrix parameters) {
    // There is nothing to draw.
  }

  @Override
  public void forward(Pass pass, Matrix parameters, Matrix inputs, Matrix outputs) {
    pass.backend().activate(activation, outputs, slopes(pass, outputs));
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
    pass.backend().multiplyElements(inputGradient, slopes(pass, inputGradient));
  }

  private Matrix slopes(Pass pass, Matrix values) {
    return pass.kept().part(0, values.rows(), inputs);
  }
}
