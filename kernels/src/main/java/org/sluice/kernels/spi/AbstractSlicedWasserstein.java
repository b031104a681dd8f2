package org.sluice.kernels.spi;

import java.util.Objects;
import org.sluice.kernels.SlicedWasserstein;

/**
 * Checks the arguments of an evaluation against the plan's shape and hands them to {@link
 * #evaluateChecked}. The same inputs and outputs as in the evaluation before are not checked again.
 */
public abstract class AbstractSlicedWasserstein implements SlicedWasserstein {

  private final OneCaller caller = new OneCaller("plan");
  private final Shape shape;
  private Inputs checkedInputs;
  private Outputs checkedOutputs;

  /** A plan for a shape. */
  protected AbstractSlicedWasserstein(Shape shape) {
    this.shape = Objects.requireNonNull(shape, "shape");
  }

  @Override
  public final Shape shape() {
    return shape;
  }

  @Override
  public final double evaluate(Inputs inputs, Outputs outputs) {
    try (OneCaller _ = caller.enter()) {
      Checks.open(isOpen());
      if (inputs != checkedInputs || outputs != checkedOutputs) {
        EvaluationChecks.arguments(shape, inputs, outputs);
        checkedInputs = inputs;
        checkedOutputs = outputs;
      }
      return evaluateChecked(inputs, outputs);
    }
  }

  /** Whether the plan has not been closed. */
  protected abstract boolean isOpen();

  /**
   * {@link #evaluate} with matrices that fit the shape and do not overlap. Whether their numbers
   * are finite is still to be checked: see {@link EvaluationChecks}.
   */
  protected abstract double evaluateChecked(Inputs inputs, Outputs outputs);
}
