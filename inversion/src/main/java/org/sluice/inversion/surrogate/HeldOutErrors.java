package org.sluice.inversion.surrogate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Errors of the predictions for the latest 64 solves, made before these were learnt. */
final class HeldOutErrors {

  private static final int WINDOW = 64;

  private final double[] squared = new double[WINDOW];
  private final double[] relative = new double[WINDOW];
  private long count;

  void add(double[] prediction, double[] solution) {
    double error = 0;
    double size = 0;
    for (int j = 0; j < solution.length; j++) {
      double difference = prediction[j] - solution[j];
      error += difference * difference;
      size += solution[j] * solution[j];
    }
    int slot = (int) (count++ % WINDOW);
    squared[slot] = error / solution.length;
    relative[slot] = size == 0 ? 0 : Math.sqrt(error / size);
  }

  /** How many errors are in the window. */
  int size() {
    return (int) Math.min(count, WINDOW);
  }

  /** NaN if there are none. */
  double rootMeanSquare() {
    return Math.sqrt(mean(squared));
  }

  /** NaN if there are none. */
  double meanRelative() {
    return mean(relative);
  }

  private double mean(double[] values) {
    double sum = 0;
    for (int i = 0; i < size(); i++) {
      sum += values[i];
    }
    return sum / size();
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(count);
    for (int i = 0; i < WINDOW; i++) {
      out.writeDouble(squared[i]);
      out.writeDouble(relative[i]);
    }
  }

  void read(DataInput in) throws IOException {
    count = in.readLong();
    for (int i = 0; i < WINDOW; i++) {
      squared[i] = in.readDouble();
      relative[i] = in.readDouble();
    }
  }
}
