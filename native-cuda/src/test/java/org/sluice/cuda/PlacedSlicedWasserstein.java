package org.sluice.cuda;

import org.sluice.kernels.EvaluationChecks;
import org.sluice.kernels.SlicedWasserstein;

/** A plan whose arguments are placed. */
record PlacedSlicedWasserstein(SlicedWasserstein plan, Placement placement)
    implements SlicedWasserstein {

  @Override
  public Shape shape() {
    return plan.shape();
  }

  @Override
  public long workspaceBytes() {
    return plan.workspaceBytes();
  }

  @Override
  public double evaluate(Inputs inputs, Outputs outputs) {
    // Overlaps are gone once the arguments are copies.
    EvaluationChecks.check(shape(), inputs, outputs);
    try (Placement.Call call = placement.call()) {
      return plan.evaluate(
          new Inputs(
              call.inputWithGaps(inputs.samples()),
              call.inputWithGaps(inputs.data()),
              call.inputWithGaps(inputs.directions()),
              call.inputWithGaps(inputs.sampleWeights()),
              call.input(inputs.dataWeights())),
          new Outputs(
              call.output(outputs.squared()),
              call.outputWithGaps(outputs.sampleGradient()),
              call.outputWithGaps(outputs.directionGradient())));
    }
  }

  @Override
  public void close() {
    plan.close();
  }
}
