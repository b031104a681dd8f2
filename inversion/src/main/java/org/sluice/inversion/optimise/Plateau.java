package org.sluice.inversion.optimise;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Tells when a loss has stopped falling: when its mean over a window of 50 steps is not lower than
 * over the window before by more than so many of its standard errors (their root mean square in the
 * later window). Windows do not overlap.
 */
public final class Plateau {

  private static final int WINDOW = 50;

  private final double standardErrors;
  private double before = Double.POSITIVE_INFINITY;
  private double losses;
  private double squaredErrors;
  private int count;

  /**
   * A rule.
   *
   * @param standardErrors how many; with 0 the answer is always no
   */
  public Plateau(double standardErrors) {
    this.standardErrors = standardErrors;
  }

  /** Takes one step's loss in and answers whether a plateau has been reached with it. */
  public boolean reached(double loss, double standardError) {
    losses += loss;
    squaredErrors += standardError * standardError;
    count++;
    if (count < WINDOW) {
      return false;
    }
    double mean = losses / WINDOW;
    double tolerance = standardErrors * Math.sqrt(squaredErrors / WINDOW);
    boolean flat = standardErrors > 0 && before - mean <= tolerance;
    before = mean;
    losses = 0;
    squaredErrors = 0;
    count = 0;
    return flat;
  }

  /** Writes the windows. */
  public void write(DataOutput out) throws IOException {
    out.writeDouble(before);
    out.writeDouble(losses);
    out.writeDouble(squaredErrors);
    out.writeInt(count);
  }

  /** Reads what {@link #write} wrote. */
  public void read(DataInput in) throws IOException {
    before = in.readDouble();
    losses = in.readDouble();
    squaredErrors = in.readDouble();
    count = in.readInt();
  }
}
