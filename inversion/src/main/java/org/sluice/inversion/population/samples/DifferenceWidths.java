package org.sluice.inversion.population.samples;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.sluice.inversion.population.problem.Problem;

/**
 * The widths of differences by the population's coordinates, for each group. They carry over from
 * one evaluation to the next, so that one forward pass is enough for a difference; checkpoints hold
 * them, since a difference depends on its width.
 */
public final class DifferenceWidths {

  private final double[][] widths;

  /** Widths that are not known yet. */
  public DifferenceWidths(Problem problem) {
    widths = new double[problem.groups().size()][problem.measure().coordinateCount()];
    for (double[] ofGroup : widths) {
      Arrays.fill(ofGroup, Double.NaN);
    }
  }

  /** Those of a group, NaN where they are not known; {@link SampleDifference} writes them. */
  public double[] of(int group) {
    return widths[group];
  }

  public void write(DataOutput out) throws IOException {
    for (double[] ofGroup : widths) {
      for (double width : ofGroup) {
        out.writeDouble(width);
      }
    }
  }

  public void read(DataInput in) throws IOException {
    for (double[] ofGroup : widths) {
      for (int j = 0; j < ofGroup.length; j++) {
        ofGroup[j] = in.readDouble();
      }
    }
  }
}
