package org.sluice.inversion.optimise;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** Averages the iterates of an optimiser. */
public final class IterateAverage {

  private final double[] sums;
  private long count;

  /** Starts without an iterate. */
  public IterateAverage(int size) {
    sums = new double[size];
  }

  /** Adds an iterate. */
  public void add(double[] iterate) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += iterate[i];
    }
    count++;
  }

  /** Forgets all iterates. */
  public void clear() {
    Arrays.fill(sums, 0);
    count = 0;
  }

  /** The mean in a new array, or a copy of {@code last} if no iterate was added. */
  public double[] orElse(double[] last) {
    double[] mean = last.clone();
    if (count > 0) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] = sums[i] / count;
      }
    }
    return mean;
  }

  /** Writes the sums. */
  public void write(DataOutput out) throws IOException {
    out.writeLong(count);
    for (double value : sums) {
      out.writeDouble(value);
    }
  }

  /** Reads the sums that {@link #write} wrote for the same number of parameters. */
  public void read(DataInput in) throws IOException {
    count = in.readLong();
    for (int i = 0; i < sums.length; i++) {
      sums[i] = in.readDouble();
    }
  }
}
