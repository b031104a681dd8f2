package org.sluice.inversion.population.simulate;

import java.util.function.LongToIntFunction;
import org.sluice.inversion.noise.KnownNoise;
import org.sluice.inversion.noise.NoiseModel;
import org.sluice.kernels.Matrix;

/**
 * The noise of observations, y = x + L ψ(ζ) + ε, on the host: ζ is standard normal, Γ = L Lᵀ and ψ
 * are a noise model's, and ε is the part that is known. Holds no scratch, so threads may share it.
 */
public final class ObservedNoise {

  private final NoiseModel noise;
  private final double[] coordinates;
  private final KnownNoise known;
  private final double[] lower;

  /**
   * Noise of one law.
   *
   * @param coordinates of the noise model
   * @param known the part that is known, or null
   */
  public ObservedNoise(NoiseModel noise, double[] coordinates, KnownNoise known) {
    int d = noise.dimension();
    this.noise = noise;
    this.coordinates = coordinates.clone();
    this.known = known;
    lower = new double[d * d];
    noise.factor(coordinates, lower);
  }

  /** Whether there is a known part. */
  public boolean hasKnownPart() {
    return known != null;
  }

  /**
   * y ← x + L ψ(ζ) + ε. All are host matrices of type {@code F64} and n × d.
   *
   * @param signal x
   * @param zeta ζ, standard normals
   * @param knownNormals standard normals that ε is made of; null if nothing is known
   * @param datum the datum whose known noise a row has
   * @param observations y, which shares no memory with the others
   */
  public void add(
      Matrix signal,
      Matrix zeta,
      Matrix knownNormals,
      LongToIntFunction datum,
      Matrix observations) {
    noise.shape(coordinates, zeta, observations);
    addColoured(signal, observations);
    if (known != null) {
      addKnown(knownNormals, datum, observations);
    }
  }

  /** y ← x + L y, row by row; from the last column, since L is lower triangular. */
  private void addColoured(Matrix x, Matrix y) {
    int d = noise.dimension();
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

  private void addKnown(Matrix normals, LongToIntFunction datum, Matrix y) {
    double[] error = new double[noise.dimension()];
    for (long n = 0; n < y.rows(); n++) {
      normals.readRow(n, error);
      known.colour(datum.applyAsInt(n), error);
      for (int j = 0; j < error.length; j++) {
        y.set(n, j, y.get(n, j) + error[j]);
      }
    }
  }
}
