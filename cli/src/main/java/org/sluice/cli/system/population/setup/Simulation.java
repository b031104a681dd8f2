package org.sluice.cli.system.population.setup;

import java.lang.foreign.Arena;
import org.sluice.inversion.forward.SolveTally;
import org.sluice.inversion.forward.SolverException;
import org.sluice.inversion.noise.KnownNoise;
import org.sluice.inversion.random.RandomStream;
import org.sluice.inversion.random.StandardNormals;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Philox;

/**
 * Systems and observations drawn from given laws: y = G(z) + L ψ(ζ), and the known part of the
 * noise where there is one. Row n depends on the seed and n alone, so the first rows of a longer
 * simulation are those of a shorter one.
 *
 * @param latent z, N × q
 * @param signal G(z), N × d
 * @param observations y, N × d
 * @param tally of the solves; systems whose solve failed were drawn again
 */
public record Simulation(Matrix latent, Matrix signal, Matrix observations, SolveTally tally) {

  /**
   * Draws.
   *
   * @param source the forward map and the families
   * @param population physical numbers of the parameters' law
   * @param noise physical numbers of the noise
   * @param known its known part, or null; row n has that of datum n, and after the last datum the
   *     first follows
   * @param arena owns the matrices, which are native and of type {@code F64}
   * @throws IllegalArgumentException naming a number out of range
   * @throws SolverException if more solves fail than is tolerated
   */
  public static Simulation draw(
      Nature source,
      double[] population,
      double[] noise,
      KnownNoise known,
      long count,
      long seed,
      Arena arena) {
    int d = source.noise().dimension();
    SolvedSystems systems = SolvedSystems.draw(source, population, count, seed, arena);
    double[] lower = new double[d * d];
    double[] coordinates = source.noise().coordinates(noise);
    source.noise().factor(coordinates, lower);
    Matrix zeta = Matrix.allocate(arena, ElementType.F64, count, d);
    StandardNormals.fill(seed, RandomStream.OBSERVED_NOISE.number(), zeta);
    Matrix y = Matrix.allocate(arena, ElementType.F64, count, d);
    source.noise().shape(coordinates, zeta, y);
    addColoured(lower, systems.signal(), y);
    if (known != null) {
      addKnown(known, seed, y);
    }
    return new Simulation(systems.latent(), systems.signal(), y, systems.tally());
  }

  /** Draws from nature's families with the true numbers. */
  public static Simulation ofTruth(
      Model model, Truth truth, KnownNoise known, long count, long seed, Arena arena) {
    return draw(model.nature(), truth.population(), truth.natureNoise(), known, count, seed, arena);
  }

  /** The systems alone that {@link #ofTruth} would draw, none of them solved: z, N × q. */
  public static Matrix latentOfTruth(Model model, Truth truth, long count, long seed, Arena arena) {
    return SolvedSystems.latent(model.nature().measure(), truth.population(), count, seed, arena);
  }

  private static void addKnown(KnownNoise known, long seed, Matrix y) {
    int d = Math.toIntExact(y.columns());
    double[] error = new double[d];
    long stream = RandomStream.OBSERVED_KNOWN_NOISE.number();
    for (long n = 0; n < y.rows(); n++) {
      for (int j = 0; j < d; j++) {
        error[j] = Philox.normal(seed, stream, n * d + j);
      }
      known.colour(Math.toIntExact(n % known.count()), error);
      for (int j = 0; j < d; j++) {
        y.set(n, j, y.get(n, j) + error[j]);
      }
    }
  }

  /** y ← x + L y, row by row; from the last column, since L is lower triangular. */
  private static void addColoured(double[] lower, Matrix x, Matrix y) {
    int d = Math.toIntExact(y.columns());
    for (long i = 0; i < y.rows(); i++) {
      for (int j = d - 1; j >= 0; j--) {
        double sum = x.get(i, j);
        for (int k = 0; k <= j; k++) {
          sum = Math.fma(lower[j * d + k], y.get(i, k), sum);
        }
        y.set(i, j, sum);
      }
    }
  }
}
