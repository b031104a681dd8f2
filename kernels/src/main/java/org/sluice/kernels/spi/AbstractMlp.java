package org.sluice.kernels.spi;

import java.util.Objects;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Mlp;

/**
 * Checks the arguments of each pass against the plan's shape and hands them to a method that the
 * backend writes, such as {@link #forwardChecked}. That method still has to check whether the
 * elements are finite: see {@link EvaluationChecks}.
 */
public abstract class AbstractMlp implements Mlp {

  private final OneCaller caller = new OneCaller("plan");
  private final Shape shape;

  /** A plan for a shape. */
  protected AbstractMlp(Shape shape) {
    this.shape = Objects.requireNonNull(shape, "shape");
  }

  @Override
  public final Shape shape() {
    return shape;
  }

  @Override
  public final void forward(Matrix parameters, Matrix inputs, Matrix outputs) {
    try (OneCaller _ = caller.enter()) {
      Checks.open(isOpen());
      MlpChecks.forward(shape, parameters, inputs, outputs);
      forwardChecked(parameters, inputs, outputs);
    }
  }

  @Override
  public final void backward(
      Matrix parameters,
      Matrix inputs,
      Matrix outputGradient,
      Matrix parameterGradient,
      Matrix inputGradient) {
    try (OneCaller _ = caller.enter()) {
      Checks.open(isOpen());
      MlpChecks.gradients(
          shape,
          parameters,
          inputs,
          "output gradient",
          outputGradient,
          parameterGradient,
          inputGradient);
      backwardChecked(parameters, inputs, outputGradient, parameterGradient, inputGradient);
    }
  }

  @Override
  public final double squaredError(
      Matrix parameters,
      Matrix inputs,
      Matrix targets,
      Matrix parameterGradient,
      Matrix inputGradient) {
    try (OneCaller _ = caller.enter()) {
      Checks.open(isOpen());
      MlpChecks.gradients(
          shape, parameters, inputs, "targets", targets, parameterGradient, inputGradient);
      return squaredErrorChecked(parameters, inputs, targets, parameterGradient, inputGradient);
    }
  }

  /** Whether the plan has not been closed. */
  protected abstract boolean isOpen();

  /** {@link #forward} with matrices that fit the shape and do not overlap. */
  protected abstract void forwardChecked(Matrix parameters, Matrix inputs, Matrix outputs);

  /** {@link #backward} with matrices that fit the shape and do not overlap. */
  protected abstract void backwardChecked(
      Matrix parameters,
      Matrix inputs,
      Matrix outputGradient,
      Matrix parameterGradient,
      Matrix inputGradient);

  /** {@link #squaredError} with matrices that fit the shape and do not overlap. */
  protected abstract double squaredErrorChecked(
      Matrix parameters,
      Matrix inputs,
      Matrix targets,
      Matrix parameterGradient,
      Matrix inputGradient);
}
