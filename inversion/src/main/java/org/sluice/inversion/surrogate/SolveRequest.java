package org.sluice.inversion.surrogate;

import java.util.ArrayList;
import java.util.List;
import org.sluice.inversion.forward.FailureWatch;
import org.sluice.inversion.forward.SolveTally;
import org.sluice.inversion.forward.Solver;
import org.sluice.inversion.measure.Pushforward;
import org.sluice.inversion.random.RandomStream;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Philox;

/**
 * Solves at draws of one population. The draws depend on the seed, the step and α alone.
 *
 * @param step the step before which the request was made, 0 for the presolves
 * @param alpha the population's coordinates
 * @param count number of solves
 * @param repeats number of the solved systems that are solved again
 */
record SolveRequest(long step, double[] alpha, int count, int repeats) {

  private static final int MOST_REDRAWS = 20;

  // The same question has the same answer, of chaotic solvers too, so this is next to the same.
  private static final double MOVE = 1 + 0x1p-20;

  /**
   * The outcome of a request.
   *
   * @param parameters z of the solved systems
   * @param solutions x likewise
   * @param again x of the first of these systems, solved again, null where that failed
   * @param tally of all solves up to the last of this request
   */
  record Answer(
      List<double[]> parameters,
      List<double[]> solutions,
      List<double[]> again,
      SolveTally tally) {}

  /**
   * Draws and solves; failed ones are drawn again if asked.
   *
   * @param seed of the draws
   * @param before of all earlier requests
   * @throws org.sluice.inversion.forward.SolverException as soon as surely more fail than is
   *     tolerated
   */
  Answer solve(
      Pushforward measure, Solver solver, SolveSettings settings, long seed, SolveTally before) {
    boolean redraw = settings.failures() == FailedSolves.REDRAW;
    FailureWatch watch =
        new FailureWatch(before, (long) count + repeats, settings.mostFailures(), redraw);
    List<double[]> parameters = new ArrayList<>();
    List<double[]> solutions = new ArrayList<>();
    long drawn = 0;
    for (int round = 0; round == 0 || (redraw && round <= MOST_REDRAWS); round++) {
      int missing = count - parameters.size();
      if (missing == 0) {
        break;
      }
      RandomStream systems =
          round == 0 ? RandomStream.SURROGATE_SYSTEMS : RandomStream.SURROGATE_SYSTEMS_AGAIN;
      int columns = measure.randomDimension();
      Matrix omega = Matrix.of(new double[missing * columns], missing, columns);
      for (int i = 0; i < missing; i++) {
        for (int j = 0; j < columns; j++) {
          omega.set(i, j, Philox.normal(seed, systems.of(step), drawn++));
        }
      }
      int q = solver.parameterDimension();
      Matrix z = Matrix.of(new double[missing * q], missing, q);
      measure.sample(alpha, omega, z);
      List<double[]> answers = solve(solver, z, watch);
      for (int i = 0; i < missing; i++) {
        if (answers.get(i) != null) {
          parameters.add(z.rows(i, i + 1).toDoubles());
          solutions.add(answers.get(i));
        }
      }
    }
    List<double[]> again = solve(solver, moved(parameters, solver.parameterDimension()), watch);
    return new Answer(parameters, solutions, again, watch.tally());
  }

  /** The first systems, next to the same. */
  private Matrix moved(List<double[]> parameters, int q) {
    int rows = Math.min(repeats, parameters.size());
    Matrix z = Matrix.of(new double[rows * q], rows, q);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < q; j++) {
        z.set(i, j, parameters.get(i)[j] * MOVE);
      }
    }
    return z;
  }

  /** Solutions of the rows, null for those that failed. */
  private static List<double[]> solve(Solver solver, Matrix z, Solver.Watch watch) {
    int rows = (int) z.rows();
    int d = solver.observationDimension();
    List<double[]> solutions = new ArrayList<>();
    if (rows > 0) {
      Matrix x = Matrix.of(new double[rows * d], rows, d);
      String[] failures = solver.solve(z, x, watch);
      for (int i = 0; i < rows; i++) {
        solutions.add(failures[i] == null ? x.rows(i, i + 1).toDoubles() : null);
      }
    }
    return solutions;
  }
}
