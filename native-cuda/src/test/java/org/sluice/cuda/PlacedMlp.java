package org.sluice.cuda;

import org.sluice.kernels.Matrix;
import org.sluice.kernels.Mlp;
import org.sluice.kernels.MlpChecks;

/** A network whose arguments are placed. */
record PlacedMlp(Mlp plan, Placement placement) implements Mlp {

  @Override
  public Shape shape() {
    return plan.shape();
  }

  @Override
  public long workspaceBytes() {
    return plan.workspaceBytes();
  }

  @Override
  public void forward(Matrix parameters, Matrix inputs, Matrix outputs) {
    if (outputs.overlaps(inputs) || outputs.overlaps(parameters)) {
      plan.forward(parameters, inputs, outputs);
      return;
    }
    try (Placement.Call call = placement.call()) {
      plan.forward(
          call.input(parameters), call.inputWithGaps(inputs), call.outputWithGaps(outputs));
    }
  }

  @Override
  public void backward(
      Matrix parameters,
      Matrix inputs,
      Matrix outputGradient,
      Matrix parameterGradient,
      Matrix inputGradient) {
    // Overlaps are gone once the arguments are copies.
    MlpChecks.check(
        shape(),
        parameters,
        inputs,
        "output gradient",
        outputGradient,
        parameterGradient,
        inputGradient);
    try (Placement.Call call = placement.call()) {
      plan.backward(
          call.input(parameters),
          call.inputWithGaps(inputs),
          call.inputWithGaps(outputGradient),
          call.output(parameterGradient),
          call.outputWithGaps(inputGradient));
    }
  }

  @Override
  public double squaredError(
      Matrix parameters,
      Matrix inputs,
      Matrix targets,
      Matrix parameterGradient,
      Matrix inputGradient) {
    MlpChecks.check(
        shape(), parameters, inputs, "targets", targets, parameterGradient, inputGradient);
    try (Placement.Call call = placement.call()) {
      return plan.squaredError(
          call.input(parameters),
          call.inputWithGaps(inputs),
          call.inputWithGaps(targets),
          call.output(parameterGradient),
          call.outputWithGaps(inputGradient));
    }
  }

  @Override
  public void close() {
    plan.close();
  }
}
