package org.sluice.inversion.measure;

import java.util.Arrays;
import org.sluice.inversion.random.RandomStream;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.NormalQuantile;
import org.sluice.kernels.Philox;

/**
 * Moments of the parameters under a law μ(α), in the units of the parameters. They are computed
 * from a fixed Latin hypercube of {@value #SAMPLES} samples: each standard normal takes the
 * midpoints of that many cells of equal probability, in random order. For one normally distributed
 * parameter the standard deviation is right to four digits.
 *
 * @param mean of each parameter
 * @param sd standard deviation of each
 * @param skewness third central moment of each over sd³; NaN where sd is 0
 */
public record Moments(double[] mean, double[] sd, double[] skewness) {

  private static final double ROUNDING = 1e-12;
  private static final int SAMPLES = 1 << 15;

  /** Computes the moments of the law with these coordinates. */
  public static Moments of(Pushforward measure, double[] coordinates) {
    int q = measure.dimension();
    double[] normals = new double[SAMPLES * measure.randomDimension()];
    for (int j = 0; j < measure.randomDimension(); j++) {
      int[] cells = shuffled(j);
      for (int i = 0; i < SAMPLES; i++) {
        normals[i * measure.randomDimension() + j] = NormalQuantile.of((cells[i] + 0.5) / SAMPLES);
      }
    }
    double[] z = new double[SAMPLES * q];
    measure.sample(
        coordinates,
        Matrix.of(normals, SAMPLES, measure.randomDimension()),
        Matrix.of(z, SAMPLES, q));
    Moments moments = new Moments(new double[q], new double[q], new double[q]);
    for (int j = 0; j < q; j++) {
      double[] column = new double[SAMPLES];
      for (int i = 0; i < SAMPLES; i++) {
        column[i] = z[i * q + j];
      }
      double mean = Arrays.stream(column).sum() / SAMPLES;
      double squares = 0;
      double cubes = 0;
      for (double value : column) {
        double difference = value - mean;
        squares += difference * difference;
        cubes += difference * difference * difference;
      }
      moments.mean[j] = mean;
      moments.sd[j] = Math.sqrt(squares / SAMPLES);
      double skewness = cubes / SAMPLES / Math.pow(moments.sd[j], 3);
      // The skewness of a symmetric law is 0 but for rounding.
      moments.skewness[j] = Math.abs(skewness) < ROUNDING ? 0 : skewness;
    }
    return moments;
  }

  /** Permutes 0 … SAMPLES − 1 at random, differently for each coordinate of ω. */
  private static int[] shuffled(int coordinate) {
    long stream = RandomStream.LATIN_HYPERCUBE.of(coordinate);
    int[] cells = new int[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      int place = (int) (Philox.uniform(RandomStream.FIXED_SEED, stream, i) * (i + 1));
      cells[i] = cells[place];
      cells[place] = i;
    }
    return cells;
  }
}
