package org.sluice.inversion.population.step;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.sluice.inversion.directions.GivenDirections;
import org.sluice.inversion.discrepancy.LossEstimate;
import org.sluice.inversion.population.settings.RandomNumbers;
import org.sluice.inversion.population.settings.Sampling;

/**
 * Chooses the number of slices. The loss varies from step to step because directions and samples
 * are drawn anew, and more slices reduce the directions' part only. After every 50 steps the number
 * of slices doubles if the directions' part of the variance is more than a quarter of the whole.
 * The directions' part is the mean square of the loss's standard error over directions; the whole
 * is half the mean square difference of successive losses. The number starts at 2d, but at least 16
 * and at most 128, and grows to at most 2048, or stays at the start if that is more.
 *
 * <p>With common random numbers the loss is a fixed function, so the number does not grow. It is 2d
 * from the start, but at least 128 and at most 2048.
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

  /**
   * Creates a number that grows if {@code sampling} asks for it, does not give the directions, and
   * draws them anew in each step.
   */
  public SliceGrowth(Sampling sampling, int dimension) {
    boolean auto = sampling.slices().isEmpty();
    if (auto && sampling.directions() instanceof GivenDirections given) {
      grows = false;
      slices = given.count();
    } else {
      boolean fixed = sampling.randomNumbers() == RandomNumbers.COMMON;
      grows = auto && !fixed;
      int fewest = fixed ? MOST_AT_FIRST : FEWEST;
      int most = fixed ? MOST : MOST_AT_FIRST;
      slices = sampling.slices().orElse(Math.clamp(2L * dimension, fewest, most));
    }
  }

  /** P of the next step. */
  public int slices() {
    return slices;
  }

  /** The largest possible P after a number of further steps. */
  public int most(long steps) {
    int most = slices;
    for (long end = WINDOW; grows && most < MOST && end <= steps; end += WINDOW) {
      most *= 2;
    }
    return most;
  }

  /** Records a step's loss. */
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
