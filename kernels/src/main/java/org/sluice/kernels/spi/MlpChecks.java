package org.sluice.kernels.spi;

import org.sluice.kernels.Matrix;
import org.sluice.kernels.Mlp;

/** Checks of the arguments of a multilayer perceptron against its plan. */
final class MlpChecks {

  private MlpChecks() {}

  /**
   * Requires shapes and types of a plan, and outputs that overlap nothing.
   *
   * @throws IllegalArgumentException if one does not fit
   */
  static void forward(Mlp.Shape shape, Matrix parameters, Matrix inputs, Matrix outputs) {
    gradients(shape, parameters, inputs, "outputs", outputs, null, null);
    Checks.disjoint("outputs", outputs, "parameters", parameters);
    Checks.disjoint("outputs", outputs, "inputs", inputs);
  }

  /**
   * Requires shapes and types of a plan, and gradients that overlap nothing.
   *
   * @param outputName the name of {@code outputs} in a refusal: outputs, targets or output gradient
   * @param parameterGradient or null
   * @param inputGradient or null
   * @throws IllegalArgumentException if one does not fit
   */
  static void gradients(
      Mlp.Shape shape,
      Matrix parameters,
      Matrix inputs,
      String outputName,
      Matrix outputs,
      Matrix parameterGradient,
      Matrix inputGradient) {
    long batch = inputs.rows();
    Checks.shape("parameters", parameters, shape.type(), 1, shape.parameterCount());
    Checks.shape("inputs", inputs, shape.type(), batch, shape.inputs());
    Checks.shape(outputName, outputs, shape.type(), batch, shape.outputs());
    if (parameterGradient != null) {
      String name = "parameter gradient";
      Checks.shape(name, parameterGradient, shape.type(), 1, shape.parameterCount());
      separate(name, parameterGradient, parameters, inputs, outputName, outputs);
    }
    if (inputGradient != null) {
      String name = "input gradient";
      Checks.shape(name, inputGradient, shape.type(), batch, shape.inputs());
      separate(name, inputGradient, parameters, inputs, outputName, outputs);
    }
    if (parameterGradient != null && inputGradient != null) {
      Checks.disjoint("parameter gradient", parameterGradient, "input gradient", inputGradient);
    }
  }

  private static void separate(
      String name,
      Matrix written,
      Matrix parameters,
      Matrix inputs,
      String outputName,
      Matrix outputs) {
    Checks.disjoint(name, written, "parameters", parameters);
    Checks.disjoint(name, written, "inputs", inputs);
    Checks.disjoint(name, written, outputName, outputs);
  }
}
