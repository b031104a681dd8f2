package org.sluice.inversion.surrogate;

import java.util.ArrayList;
import java.util.List;
import org.sluice.inversion.forward.Solver;
import org.sluice.inversion.measure.ParameterMeasure;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Philox;

/**
 * Solves at draws of one population. What is drawn depends on the seed, the step and α alone.
 *
 * @param step before which it was asked for, 0 for the presolves
 * @param alpha the population's coordinates
 * @param count how many solves
 * @param repeats how many of the solved systems are solved again
 */
record SolveRequest(long step, double[] alpha, int count, int repeats) {

  private static final int MOST_REDRAWS = 20;

  // The same question has the same answer, of chaotic solvers too, so this is next to the same.
  private static final double MOVE = 1 + 0x1p-20;

  /**
   * What came of a request.
   *
   * @param parameters z of the solved systems
   * @param solutions x likewise
   * @param again x of the first of these systems, solved again, null where that failed
   * @param failures why the others failed, one entry for each failed solve
   */
  record Answer(
      List<double[]> parameters,
      List<double[]> solutions,
      List<double[]> again,
      List<String> failures) {}

  /** Draws and solves; failed ones are drawn again if asked. */
  Answer solve(ParameterMeasure measure, Solver solver, long seed, boolean redraw) {
    Answer answer =
        new Answer(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    int missing = count;
    long drawn = 0;
    for (int round = 0; missing > 0 && (round == 0 || (redraw && round <= MOST_REDRAWS)); round++) {
      SurrogateStream stream = round == 0 ? SurrogateStream.DRAW : SurrogateStream.REDRAW;
      int columns = measure.randomDimension();
      Matrix omega = Matrix.of(new double[missing * columns], missing, columns);
      for (int i = 0; i < missing; i++) {
        for (int j = 0; j < columns; j++) {
          omega.set(i, j, Philox.normal(seed, stream.of(step), drawn++));
        }
      }
      missing -= solve(measure, solver, omega, answer);
    }
    repeat(solver, answer);
    return answer;
  }

  private void repeat(Solver solver, Answer answer) {
    int rows = Math.min(repeats, answer.parameters.size());
    if (rows == 0) {
      return;
    }
    int q = solver.parameterDimension();
    int d = solver.observationDimension();
    Matrix z = Matrix.of(new double[rows * q], rows, q);
    Matrix x = Matrix.of(new double[rows * d], rows, d);
    for (int i = 0; i < rows; i++) {
      double[] moved = answer.parameters.get(i).clone();
      for (int j = 0; j < q; j++) {
        moved[j] *= MOVE;
      }
      z.writeRow(i, moved);
    }
    String[] failures = solver.solve(z, x);
    for (int i = 0; i < rows; i++) {
      answer.again.add(failures[i] == null ? x.rows(i, i + 1).toDoubles() : null);
      if (failures[i] != null) {
        answer.failures.add(failures[i]);
      }
    }
  }

  private int solve(ParameterMeasure measure, Solver solver, Matrix omega, Answer answer) {
    int rows = (int) omega.rows();
    int q = solver.parameterDimension();
    int d = solver.observationDimension();
    Matrix z = Matrix.of(new double[rows * q], rows, q);
    Matrix x = Matrix.of(new double[rows * d], rows, d);
    measure.sample(alpha, omega, z);
    String[] failures = solver.solve(z, x);
    int solved = 0;
    for (int i = 0; i < rows; i++) {
      if (failures[i] == null) {
        answer.parameters.add(z.rows(i, i + 1).toDoubles());
        answer.solutions.add(x.rows(i, i + 1).toDoubles());
        solved++;
      } else {
        answer.failures.add(failures[i]);
      }
    }
    return solved;
  }
}
