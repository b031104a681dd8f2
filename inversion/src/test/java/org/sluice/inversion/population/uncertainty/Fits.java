package org.sluice.inversion.population.uncertainty;

import java.lang.foreign.Arena;
import org.sluice.inversion.population.problem.Coordinates;
import org.sluice.inversion.population.problem.Group;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.settings.Optimisation;
import org.sluice.inversion.population.settings.Sampling;
import org.sluice.inversion.population.settings.Settings;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Backends;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;
import org.sluice.kernels.Philox;

/** Small problems to fit again and again. */
final class Fits {

  static final Settings SETTINGS =
      Settings.defaults()
          .with(Sampling.defaults().withSamples(200).withSlices(6))
          .with(Optimisation.defaults().withSteps(200));

  private Fits() {}

  static Backend backend() {
    return Backends.open("scalar", Parallelism.serial()).backend();
  }

  /** Starting from given physical numbers, as if they were the optimum. */
  static Refit refit(Problem problem, double[] population, double[] noise) {
    return new Refit(problem, SETTINGS, Coordinates.of(problem, population, noise), Fits::backend);
  }

  /** Draws from the problem's own families. */
  static Simulator simulator(Problem problem) {
    return (coordinates, index, rows, seed, arena) -> {
      int r = problem.measure().randomDimension();
      Group group = problem.groups().get(index);
      int d = group.dimension();
      Matrix omega = normals(rows, r, seed, 11, arena);
      Matrix zeta = normals(rows, d, seed, 12, arena);
      Matrix z = Matrix.allocate(arena, ElementType.F64, rows, problem.measure().dimension());
      Matrix y = Matrix.allocate(arena, ElementType.F64, rows, d);
      double[] lower = new double[d * d];
      problem.measure().sample(Coordinates.population(problem, coordinates), omega, z);
      group.forward().apply(z, y);
      double[] noise = problem.noise().of(index, Coordinates.noise(problem, coordinates));
      group.noise().factor(noise, lower);
      for (long n = 0; n < rows; n++) {
        for (int i = 0; i < d; i++) {
          double value = y.get(n, i);
          for (int j = 0; j <= i; j++) {
            value += lower[i * d + j] * zeta.get(n, j);
          }
          y.set(n, i, value);
        }
      }
      return y;
    };
  }

  static Matrix normals(long rows, int columns, long seed, long stream, Arena arena) {
    Matrix normals = Matrix.allocate(arena, ElementType.F64, rows, columns);
    for (long i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        normals.set(i, j, Philox.normal(seed, stream, i * columns + j));
      }
    }
    return normals;
  }
}
