package org.sluice.cuda;

import org.sluice.kernels.SlicedWasserstein;
import org.sluice.kernels.spi.AbstractSlicedWasserstein;

/** A plan whose arguments are checked and then placed, since copies no longer overlap. */
final class PlacedSlicedWasserstein extends AbstractSlicedWasserstein {

  private final SlicedWasserstein plan;
  private final Placement placement;
  private boolean open = true;

  PlacedSlicedWasserstein(SlicedWasserstein plan, Placement placement) {
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
  protected double evaluateChecked(Inputs inputs, Outputs outputs) {
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
    open = false;
    plan.close();
  }
}
