package org.sluice.inversion.population.step;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.sluice.inversion.directions.GivenDirections;
import org.sluice.inversion.discrepancy.LossEstimate;
import org.sluice.inversion.population.settings.Sampling;

/**
 * How many slices a step needs. The loss scatters from step to step since its directions are drawn
 * anew, which more slices lessen, and since its samples are, which they do not. After every 50
 * steps the number of slices doubles if the directions' part of that variance, which is the mean
 * square of the loss's standard error over directions, is more than a quarter of the whole, which
 * is half the mean square difference of successive losses. It starts from 2d, but at least 16 and
 * at most 128, and ends at 2048, or where it started if that is more.
 */
public final class SliceGrowth {

  private static final int WINDOW = 50;
  private static final double SHARE = 0.25;
  private static final int FEWEST = 16;
  private static final int MOST_AT_FIRST = 128;
  private static final int MOST = 2048;

  private final boolean grows;
  private int slices;
  private int count;
  private double before;
  private double squaredErrors;
  private double squaredDifferences;

  /** A number that grows where {@code sampling} asks for it and does not give the directions. */
  public SliceGrowth(Sampling sampling, int dimension) {
    boolean auto = sampling.slices() == Sampling.AUTO_SLICES;
    if (auto && sampling.directions() instanceof GivenDirections given) {
      grows = false;
      slices = given.count();
    } else {
      grows = auto;
      slices = auto ? Math.clamp(2L * dimension, FEWEST, MOST_AT_FIRST) : sampling.slices();
    }
  }

  /** P of the next step. */
  public int slices() {
    return slices;
  }

  /** The most that P can be after so many further steps. */
  public int most(long steps) {
    int most = slices;
    for (long end = WINDOW; grows && most < MOST && end <= steps; end += WINDOW) {
      most *= 2;
    }
    return most;
  }

  /** Takes in a step's loss. */
  public void add(LossEstimate loss) {
    if (!grows || slices >= MOST) {
      return;
    }
    if (count > 0) {
      double difference = loss.squared() - before;
      squaredDifferences += difference * difference;
    }
    before = loss.squared();
    squaredErrors += loss.standardError() * loss.standardError();
    count++;
    if (count == WINDOW) {
      double whole = squaredDifferences / (WINDOW - 1) / 2;
      if (squaredErrors / WINDOW > SHARE * whole) {
        slices *= 2;
      }
      count = 0;
      squaredErrors = 0;
      squaredDifferences = 0;
    }
  }

  public void write(DataOutput out) throws IOException {
    out.writeInt(slices);
    out.writeInt(count);
    out.writeDouble(before);
    out.writeDouble(squaredErrors);
    out.writeDouble(squaredDifferences);
  }

  public void read(DataInput in) throws IOException {
    slices = in.readInt();
    count = in.readInt();
    before = in.readDouble();
    squaredErrors = in.readDouble();
    squaredDifferences = in.readDouble();
  }
}
