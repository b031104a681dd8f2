package org.sluice.inversion.population.newton;

import org.sluice.inversion.population.Inversion;
import org.sluice.inversion.population.Progress;
import org.sluice.inversion.population.Result;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.problem.Start;
import org.sluice.inversion.population.settings.Settings;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Backends;
import org.sluice.kernels.Parallelism;

/** Serial runs, and the distances between their results. */
final class Runs {

  private Runs() {}

  /**
   * Runs an inversion.
   *
   * @param backendName such as {@code vector}
   */
  static Result of(String backendName, Problem problem, Settings settings, Start start) {
    try (Backend backend = Backends.open(backendName, Parallelism.serial()).backend()) {
      return new Inversion(problem, settings, start, backend, Parallelism.serial())
          .run(Progress.silent());
    }
  }

  /** The distance of a result from the root, in standard errors of the root. */
  static double distance(Result result, Result root) {
    double[] moves = result.coordinates().clone();
    for (int j = 0; j < moves.length; j++) {
      moves[j] -= root.coordinates()[j];
    }
    return StandardErrors.rootMeanSquare(moves, root.arrival().covariance());
  }
}
