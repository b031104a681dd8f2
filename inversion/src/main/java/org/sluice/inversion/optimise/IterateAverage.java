package org.sluice.inversion.optimise;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The mean of iterates. */
public final class IterateAverage {

  private final double[] sums;
  private long count;

  /** Of no iterates yet. */
  public IterateAverage(int size) {
    sums = new double[size];
  }

  /** Takes one iterate in. */
  public void add(double[] iterate) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += iterate[i];
    }
    count++;
  }

  /** The mean, or {@code last} where no iterate was taken in; a new array. */
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

  /** Reads what {@link #write} wrote for as many numbers. */
  public void read(DataInput in) throws IOException {
    count = in.readLong();
    for (int i = 0; i < sums.length; i++) {
      sums[i] = in.readDouble();
    }
  }
}
