package org.sluice.inversion.network;

import java.util.List;
import org.sluice.kernels.Activation;
import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/**
 * A perceptron whose Lipschitz bound is trained with it: each row of a layer's weights is scaled so
 * that its absolute sum is at most softplus(c_l), with c_l trained (Liu, Williams, Jacobson, Fidler
 * and Litany, "Learning smooth neural functions via Lipschitz regularization", SIGGRAPH 2022). The
 * parameters are those of the perceptron, unscaled, and then c_1 … c_L. {@link LipschitzBound} has
 * the bound, and {@link SquaredError} its share in the trained loss.
 */
public final class LipschitzMlp implements Network {

  private final Chain perceptron;
  private final RowScaling rows;

  /**
   * Makes the plan.
   *
   * @param widths inputs, hidden widths, outputs
   */
  public LipschitzMlp(
      Backend backend, ElementType type, List<Integer> widths, Activation activation) {
    perceptron = Perceptron.of(backend, type, widths, activation);
    rows = new RowScaling(backend, type, widths, activation, perceptron.parameterCount());
  }

  /** The network of the scaled weights. */
  Chain perceptron() {
    return perceptron;
  }

  /** From parameters to scaled weights. */
  RowScaling rows() {
    return rows;
  }

  @Override
  public ElementType type() {
    return perceptron.type();
  }

  @Override
  public int inputs() {
    return perceptron.inputs();
  }

  @Override
  public int outputs() {
    return perceptron.outputs();
  }

  @Override
  public long parameterCount() {
    return rows.parameterCount();
  }

  /** Weights as of any perceptron; softplus(c_l) is the layer's largest absolute row sum. */
  @Override
  public void initialise(long seed, long stream, Matrix parameters) {
    perceptron.initialise(seed, stream, parameters.part(0, 1, perceptron.parameterCount()));
    rows.initialise(parameters);
  }

  @Override
  public void forward(Matrix parameters, Matrix inputs, Matrix outputs) {
    perceptron.forward(rows.scale(parameters), inputs, outputs);
  }

  @Override
  public void backward(
      Matrix parameters,
      Matrix inputs,
      Matrix outputGradient,
      Matrix parameterGradient,
      Matrix inputGradient) {
    Matrix byScaled = parameterGradient == null ? null : rows.gradient();
    Matrix weights = rows.scale(parameters);
    perceptron.backward(weights, inputs, outputGradient, byScaled, inputGradient);
    if (parameterGradient != null) {
      rows.unscale(0, parameterGradient);
    }
  }

  @Override
  public void close() {
    perceptron.close();
  }
}
