package org.sluice.inversion.surrogate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Errors of the predictions for the latest 64 solves, made before these were learnt. */
final class HeldOutErrors {

  private static final int WINDOW = 64;

  private final SolverVariability variability;
  private final int dimension;
  private final double[] squares;
  private final double[] relative = new double[WINDOW];
  private long count;

  /**
   * No errors yet.
   *
   * @param d observed numbers
   * @param variability the solver's own, which is no error of the surrogate
   */
  HeldOutErrors(int d, SolverVariability variability) {
    dimension = d;
    this.variability = variability;
    squares = new double[WINDOW * d];
  }

  void add(double[] prediction, double[] solution) {
    int slot = (int) (count++ % WINDOW);
    double error = 0;
    double size = 0;
    for (int k = 0; k < dimension; k++) {
      double difference = prediction[k] - solution[k];
      squares[slot * dimension + k] = difference * difference;
      error += difference * difference;
      size += solution[k] * solution[k];
    }
    relative[slot] = size == 0 ? 0 : Math.sqrt(error / size);
  }

  /** The number of errors in the window. */
  int size() {
    return (int) Math.min(count, WINDOW);
  }

  /** Of the difference to the solves, over all observed numbers; NaN if there are none. */
  double rootMeanSquare() {
    double sum = 0;
    for (int k = 0; k < dimension; k++) {
      sum += meanSquare(k);
    }
    return Math.sqrt(sum / dimension);
  }

  /** The mean of |prediction − solution| / |solution|; NaN if there are none. */
  double meanRelative() {
    double sum = 0;
    for (int i = 0; i < size(); i++) {
      sum += relative[i];
    }
    return sum / size();
  }

  /**
   * The root mean square, over observed numbers, of the surrogate's own error in units of the
   * noise: the part that exceeds the solver's variability; NaN if there are none.
   *
   * @param noise standard deviation of each observed number
   * @param deviations by how many standard deviations the variability's share in a mean over the
   *     window may exceed its expectation and still not be taken for an error
   */
  double inNoise(double[] noise, double deviations) {
    double margin = 1 + deviations * Math.sqrt(2.0 / size());
    double sum = 0;
    for (int k = 0; k < dimension; k++) {
      double own = Math.max(0, meanSquare(k) - margin * variability.variance(k));
      sum += own / (noise[k] * noise[k]);
    }
    return size() == 0 ? Double.NaN : Math.sqrt(sum / dimension);
  }

  private double meanSquare(int k) {
    double sum = 0;
    for (int i = 0; i < size(); i++) {
      sum += squares[i * dimension + k];
    }
    return sum / size();
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(count);
    for (double square : squares) {
      out.writeDouble(square);
    }
    for (double value : relative) {
      out.writeDouble(value);
    }
  }

  void read(DataInput in) throws IOException {
    count = in.readLong();
    for (int i = 0; i < squares.length; i++) {
      squares[i] = in.readDouble();
    }
    for (int i = 0; i < WINDOW; i++) {
      relative[i] = in.readDouble();
    }
  }
}
