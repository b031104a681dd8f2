package org.sluice.inversion.network;

import java.util.List;
import org.sluice.kernels.Activation;
import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Mlp;

/** A multilayer perceptron of the backend. */
public final class MlpNetwork implements Network {

  private final Mlp plan;

  /**
   * Makes the plan.
   *
   * @param widths inputs, hidden widths, outputs
   */
  public MlpNetwork(
      Backend backend, ElementType type, List<Integer> widths, Activation activation) {
    plan = backend.mlp(new Mlp.Shape(type, widths, activation));
  }

  @Override
  public ElementType type() {
    return plan.shape().type();
  }

  @Override
  public int inputs() {
    return plan.shape().inputs();
  }

  @Override
  public int outputs() {
    return plan.shape().outputs();
  }

  @Override
  public long parameterCount() {
    return plan.parameterCount();
  }

  @Override
  public void initialise(long seed, long stream, Matrix parameters) {
    new LayerWeights(plan.shape().widths()).initialise(seed, stream, parameters);
  }

  @Override
  public void forward(Matrix parameters, Matrix inputs, Matrix outputs) {
    plan.forward(parameters, inputs, outputs);
  }

  @Override
  public void backward(
      Matrix parameters,
      Matrix inputs,
      Matrix outputGradient,
      Matrix parameterGradient,
      Matrix inputGradient) {
    plan.backward(parameters, inputs, outputGradient, parameterGradient, inputGradient);
  }

  @Override
  public double squaredError(
      Matrix parameters, Matrix inputs, Matrix targets, Matrix parameterGradient) {
    return plan.squaredError(parameters, inputs, targets, parameterGradient, null);
  }

  @Override
  public void close() {
    plan.close();
  }
}
