package org.sluice.kernels;

/** Checks a network's arguments against its plan. For those who write a {@link Backend}. */
public final class MlpChecks {

  private MlpChecks() {}

  /**
   * Requires shapes and types of a plan, and gradients that overlap nothing.
   *
   * @param outputName what {@code outputs} are: outputs, targets or their gradient
   * @param parameterGradient or null
   * @param inputGradient or null
   * @throws IllegalArgumentException if one does not fit
   */
  public static void check(
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
