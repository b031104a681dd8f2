package org.sluice.inversion.surrogate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import org.sluice.inversion.forward.Solver;
import org.sluice.inversion.surrogate.SolveRequest.Answer;
import org.sluice.kernels.Matrix;

/**
 * How a solver's observations vary at fixed parameters, as time averages of chaotic systems do:
 * from pairs of solves of the same system, half the mean squared difference. A surrogate learns the
 * mean over that, so no surrogate predicts a solve better.
 */
final class SolverVariability {

  // The same question has the same answer, of chaotic solvers too, so this is next to the same.
  private static final double MOVE = 1 + 0x1p-20;
  private static final double NEGLIGIBLE = 1e-3;

  private final double[] squares;
  private int count;

  SolverVariability(int d) {
    squares = new double[d];
  }

  /**
   * Solves known systems again and adds what differs.
   *
   * @param pairs the known ones
   * @param from the first of them to be solved again
   * @param to one after the last
   * @return the new pairs
   */
  Answer repeat(Solver solver, EmpiricalMeasure pairs, int from, int to) {
    Answer answer = new Answer(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    if (from == to) {
      return answer;
    }
    int rows = to - from;
    Matrix z = host(rows, solver.parameterDimension());
    Matrix x = host(rows, squares.length);
    for (int i = 0; i < rows; i++) {
      double[] moved = pairs.parameters(from + i).clone();
      for (int j = 0; j < moved.length; j++) {
        moved[j] *= MOVE;
      }
      z.writeRow(i, moved);
    }
    String[] failures = solver.solve(z, x);
    for (int i = 0; i < rows; i++) {
      if (failures[i] == null) {
        answer.parameters().add(z.rows(i, i + 1).toDoubles());
        answer.solutions().add(x.rows(i, i + 1).toDoubles());
        add(pairs.solution(from + i), answer.solutions().getLast());
      } else {
        answer.failures().add(failures[i]);
      }
    }
    return answer;
  }

  private static Matrix host(int rows, int columns) {
    return Matrix.of(new double[rows * columns], rows, columns);
  }

  private void add(double[] solution, double[] again) {
    count++;
    for (int k = 0; k < squares.length; k++) {
      double difference = again[k] - solution[k];
      squares[k] += difference * difference / 2;
    }
  }

  /** The variance of observed number k; 0 if no system was solved twice. */
  double variance(int k) {
    return count == 0 ? 0 : squares[k] / count;
  }

  /** The standard deviation of each observed number. */
  double[] standardDeviations() {
    double[] deviations = new double[squares.length];
    for (int k = 0; k < deviations.length; k++) {
      deviations[k] = Math.sqrt(variance(k));
    }
    return deviations;
  }

  /** Whether it is more than rounding, or the parameters' move, could make of the known pairs. */
  boolean matters(EmpiricalMeasure pairs) {
    for (int k = 0; k < squares.length; k++) {
      double spread = pairs.solutionMoments.standardDeviation(k);
      if (Math.sqrt(variance(k)) > NEGLIGIBLE * spread) {
        return true;
      }
    }
    return false;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(count);
    for (double square : squares) {
      out.writeDouble(square);
    }
  }

  void read(DataInput in) throws IOException {
    count = in.readInt();
    for (int k = 0; k < squares.length; k++) {
      squares[k] = in.readDouble();
    }
  }
}
