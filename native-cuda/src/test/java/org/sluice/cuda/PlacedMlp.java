package org.sluice.cuda;

import org.sluice.kernels.Matrix;
import org.sluice.kernels.Mlp;
import org.sluice.kernels.spi.AbstractMlp;

/** A perceptron whose arguments are checked and then placed, since copies no longer overlap. */
final class PlacedMlp extends AbstractMlp {

  private final Mlp plan;
  private final Placement placement;
  private boolean open = true;

  PlacedMlp(Mlp plan, Placement placement) {
    super(plan.shape());
    this.plan = plan;
    this.placement = placement;
  }

  @Override
  public long workspaceBytes() {
    return plan.workspaceBytes();
  }

  @Override
  protected boolean isOpen() {
    return open;
  }

  @Override
  protected void forwardChecked(Matrix parameters, Matrix inputs, Matrix outputs) {
    try (Placement.Call call = placement.call()) {
      plan.forward(
          call.input(parameters), call.inputWithGaps(inputs), call.outputWithGaps(outputs));
    }
  }

  @Override
  protected void backwardChecked(
      Matrix parameters,
      Matrix inputs,
      Matrix outputGradient,
      Matrix parameterGradient,
      Matrix inputGradient) {
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
  protected double squaredErrorChecked(
      Matrix parameters,
      Matrix inputs,
      Matrix targets,
      Matrix parameterGradient,
      Matrix inputGradient) {
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
    open = false;
    plan.close();
  }
}
