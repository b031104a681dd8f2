package org.sluice.inversion.surrogate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Estimates how a solver's observations vary at fixed parameters, as time averages of chaotic
 * systems do: by half the mean squared difference of the latest 64 pairs of solves of one system. A
 * surrogate learns the mean over that, so no surrogate predicts a solve better.
 */
final class SolverVariability {

  private static final int WINDOW = 64;
  private static final double NEGLIGIBLE = 1e-3;

  private final double[][] squares = new double[WINDOW][];
  private final int dimension;
  private long count;

  SolverVariability(int d) {
    dimension = d;
    Arrays.setAll(squares, _ -> new double[d]);
  }

  void add(double[] solution, double[] again) {
    double[] slot = squares[(int) (count++ % WINDOW)];
    for (int k = 0; k < dimension; k++) {
      double difference = again[k] - solution[k];
      slot[k] = difference * difference / 2;
    }
  }

  /** Whether some system was solved twice. */
  boolean isKnown() {
    return count > 0;
  }

  /** Whether there is more of it than rounding, or the parameters' move, can make. */
  boolean matters(RunningMoments solutions) {
    for (int k = 0; k < dimension; k++) {
      if (Math.sqrt(variance(k)) > NEGLIGIBLE * solutions.standardDeviation(k)) {
        return true;
      }
    }
    return false;
  }

  /** The variance of observed number k; 0 if no system was solved twice. */
  double variance(int k) {
    int known = (int) Math.min(count, WINDOW);
    double sum = 0;
    for (int i = 0; i < known; i++) {
      sum += squares[i][k];
    }
    return sum / Math.max(1, known);
  }

  /** The standard deviation of each observed number. */
  double[] standardDeviations() {
    double[] deviations = new double[dimension];
    Arrays.setAll(deviations, k -> Math.sqrt(variance(k)));
    return deviations;
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(count);
    for (double[] slot : squares) {
      for (double square : slot) {
        out.writeDouble(square);
      }
    }
  }

  void read(DataInput in) throws IOException {
    count = in.readLong();
    for (double[] slot : squares) {
      for (int k = 0; k < dimension; k++) {
        slot[k] = in.readDouble();
      }
    }
  }
}
