package org.sluice.inversion.population.samples;

/**
 * Polynomials of the standard normals ω and ζ behind a model sample. Each has mean 0 and variance
 * 1, and no two are correlated: Hermite polynomials of degree 1 and 2 of each normal, of degree 3
 * and 4 of each of the population's, and the products of two normals, unless there are more than
 * {@value #MOST_WITH_PRODUCTS} normals.
 */
public final class NormalPolynomials {

  private static final int MOST_WITH_PRODUCTS = 100;
  private static final double SECOND = 1 / Math.sqrt(2);
  private static final double THIRD = 1 / Math.sqrt(6);
  private static final double FOURTH = 1 / Math.sqrt(24);

  private final int ofPopulation;
  private final int normals;
  private final boolean products;

  /**
   * The polynomials for samples of one kind.
   *
   * @param ofPopulation the number of normals ω behind a sample
   * @param ofNoise the number of normals ζ
   */
  public NormalPolynomials(int ofPopulation, int ofNoise) {
    this.ofPopulation = ofPopulation;
    normals = ofPopulation + ofNoise;
    products = normals <= MOST_WITH_PRODUCTS;
  }

  /** The number of polynomials. */
  public int count() {
    int pairs = products ? normals * (normals - 1) / 2 : 0;
    return 2 * normals + 2 * ofPopulation + pairs;
  }

  /**
   * Writes the polynomials of one sample.
   *
   * @param sample ω and then ζ
   * @param to {@link #count} entries
   */
  public void of(double[] sample, double[] to) {
    int next = 0;
    for (int i = 0; i < normals; i++) {
      double x = sample[i];
      to[next++] = x;
      to[next++] = SECOND * (x * x - 1);
    }
    for (int i = 0; i < ofPopulation; i++) {
      double x = sample[i];
      to[next++] = THIRD * x * (x * x - 3);
      to[next++] = FOURTH * (x * x * (x * x - 6) + 3);
    }
    for (int i = 1; products && i < normals; i++) {
      for (int j = 0; j < i; j++) {
        to[next++] = sample[i] * sample[j];
      }
    }
  }

  /**
   * The means over samples, which have mean 0 and variance 1/M.
   *
   * @param samples M × normals
   */
  public double[] means(double[][] samples) {
    double[] values = new double[count()];
    double[] means = new double[values.length];
    for (double[] sample : samples) {
      of(sample, values);
      for (int i = 0; i < values.length; i++) {
        means[i] += values[i] / samples.length;
      }
    }
    return means;
  }
}
