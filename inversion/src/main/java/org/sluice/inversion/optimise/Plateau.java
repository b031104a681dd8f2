package org.sluice.inversion.optimise;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Detects that a loss has stopped falling. It compares the mean loss of consecutive windows of 50
 * steps, which do not overlap: there is a plateau if the mean fell by no more than a given multiple
 * of the loss's standard error (its root mean square over the later window).
 */
public final class Plateau {

  private static final int WINDOW = 50;

  private final double standardErrors;
  private double before = Double.POSITIVE_INFINITY;
  private double losses;
  private double squaredErrors;
  private int count;

  /**
   * Sets the tolerance.
   *
   * @param standardErrors the multiple, at least 0; with 0 there is never a plateau
   */
  public Plateau(double standardErrors) {
    this.standardErrors = standardErrors;
  }

  /** Adds the loss of a step; returns whether the step completes a window on a plateau. */
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

  /** Writes the state of both windows. */
  public void write(DataOutput out) throws IOException {
    out.writeDouble(before);
    out.writeDouble(losses);
    out.writeDouble(squaredErrors);
    out.writeInt(count);
  }

  /** Reads the state that {@link #write} wrote. */
  public void read(DataInput in) throws IOException {
    before = in.readDouble();
    losses = in.readDouble();
    squaredErrors = in.readDouble();
    count = in.readInt();
  }
}
