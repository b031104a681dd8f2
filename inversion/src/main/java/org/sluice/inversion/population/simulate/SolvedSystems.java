package org.sluice.inversion.population.simulate;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.sluice.inversion.forward.FailureWatch;
import org.sluice.inversion.forward.SolveTally;
import org.sluice.inversion.forward.Solver;
import org.sluice.inversion.forward.SolverException;
import org.sluice.inversion.measure.ParameterMeasure;
import org.sluice.inversion.random.RandomStream;
import org.sluice.inversion.random.StandardNormals;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Philox;

/**
 * Systems drawn from a population and solved. One whose solve fails is drawn again, so that there
 * are as many as were asked for; their law is the one that leaving the failed ones out would give.
 * Row n depends on the seed and n alone.
 *
 * @param latent z, N × q
 * @param signal G(z), N × d
 * @param tally of the solves, the failed ones included
 */
record SolvedSystems(Matrix latent, Matrix signal, SolveTally tally) {

  private static final int MOST_REDRAWS = 20;

  /** Draws and solves; arguments as {@link Simulation#draw}. */
  static SolvedSystems draw(
      Nature source, double[] population, long count, long seed, Arena arena) {
    Matrix z = latent(source.measure(), population, count, seed, arena);
    Matrix x = Matrix.allocate(arena, ElementType.F64, count, source.noise().dimension());
    if (source.mostFailures() == 0) {
      source.forward().apply(z, x);
      return new SolvedSystems(z, x, new SolveTally(count, 0, ""));
    }
    Solver solver = Solver.of(source.forward());
    FailureWatch watch = new FailureWatch(SolveTally.NONE, count, source.mostFailures(), true);
    int[] failed = failed(solver.solve(z, x, watch));
    for (int round = 0; failed.length > 0 && round < MOST_REDRAWS; round++) {
      Matrix newZ = redrawn(source.measure(), population, seed, round, failed, arena);
      Matrix newX = Matrix.allocate(arena, ElementType.F64, failed.length, x.columns());
      int[] still = failed(solver.solve(newZ, newX, watch));
      for (int i = 0; i < failed.length; i++) {
        z.writeRow(failed[i], newZ.rows(i, i + 1).toDoubles());
        x.writeRow(failed[i], newX.rows(i, i + 1).toDoubles());
      }
      int[] before = failed;
      failed = Arrays.stream(still).map(i -> before[i]).toArray();
    }
    SolveTally tally = watch.tally();
    if (failed.length > 0) {
      throw new SolverException(
          "system %d of the simulated data failed in %d draws; mend the solver (last failure: %s)"
              .formatted(failed[0] + 1, 1 + MOST_REDRAWS, tally.lastFailure()));
    }
    return new SolvedSystems(z, x, tally);
  }

  /** The systems alone, as they are before any is drawn again. */
  static Matrix latent(
      ParameterMeasure measure, double[] population, long count, long seed, Arena arena) {
    Matrix omega = Matrix.allocate(arena, ElementType.F64, count, measure.randomDimension());
    StandardNormals.fill(seed, RandomStream.SYSTEMS.number(), omega);
    return sample(measure, population, omega, arena);
  }

  private static Matrix redrawn(
      ParameterMeasure measure,
      double[] population,
      long seed,
      int round,
      int[] rows,
      Arena arena) {
    int columns = measure.randomDimension();
    long stream = RandomStream.SYSTEMS_AGAIN.number();
    Matrix omega = Matrix.allocate(arena, ElementType.F64, rows.length, columns);
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns; j++) {
        long place = ((long) rows[i] * MOST_REDRAWS + round) * columns + j;
        omega.set(i, j, Philox.normal(seed, stream, place));
      }
    }
    return sample(measure, population, omega, arena);
  }

  private static Matrix sample(
      ParameterMeasure measure, double[] population, Matrix omega, Arena arena) {
    Matrix z = Matrix.allocate(arena, ElementType.F64, omega.rows(), measure.dimension());
    measure.sample(measure.coordinates(population), omega, z);
    return z;
  }

  private static int[] failed(String[] failures) {
    return IntStream.range(0, failures.length).filter(n -> failures[n] != null).toArray();
  }
}
