package org.sluice.inversion.population.simulate;

import java.lang.foreign.Arena;
import org.sluice.inversion.forward.SolveTally;
import org.sluice.inversion.forward.SolverException;
import org.sluice.inversion.measure.ParameterMeasure;
import org.sluice.inversion.noise.KnownNoise;
import org.sluice.inversion.random.RandomStream;
import org.sluice.inversion.random.StandardNormals;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

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
    ObservedNoise observed =
        new ObservedNoise(source.noise(), source.noise().coordinates(noise), known);
    Matrix zeta = normals(RandomStream.OBSERVED_NOISE, seed, count, d, arena);
    Matrix epsilon =
        known == null ? null : normals(RandomStream.OBSERVED_KNOWN_NOISE, seed, count, d, arena);
    Matrix y = Matrix.allocate(arena, ElementType.F64, count, d);
    observed.add(systems.signal(), zeta, epsilon, n -> Math.toIntExact(n % known.count()), y);
    return new Simulation(systems.latent(), systems.signal(), y, systems.tally());
  }

  /** Draws from nature's families with the true numbers; arguments as {@link #draw}. */
  public static Simulation ofTruth(
      Nature nature, Truth truth, KnownNoise known, long count, long seed, Arena arena) {
    return draw(nature, truth.population(), truth.natureNoise(), known, count, seed, arena);
  }

  /**
   * The systems alone that {@link #draw} draws before it solves any: z, N × q.
   *
   * @param measure the family of the parameters
   * @param population physical numbers of their law
   */
  public static Matrix latent(
      ParameterMeasure measure, double[] population, long count, long seed, Arena arena) {
    return SolvedSystems.latent(measure, population, count, seed, arena);
  }

  private static Matrix normals(
      RandomStream stream, long seed, long rows, int columns, Arena arena) {
    Matrix normals = Matrix.allocate(arena, ElementType.F64, rows, columns);
    return StandardNormals.fill(seed, stream.number(), normals);
  }
}
