package org.sluice.inversion.measure;

import java.util.Arrays;
import org.sluice.inversion.population.FixedNormals;
import org.sluice.kernels.Matrix;

/** Samples of a measure, parameter by parameter, and their moments. */
public final class SampledLaw {

  public static final int SAMPLES = 40_000;

  private SampledLaw() {}

  public static double[][] columns(ParameterMeasure measure, double... physical) {
    Matrix omega = FixedNormals.matrix(SAMPLES, measure.randomDimension(), 11);
    int q = measure.dimension();
    double[] z = new double[SAMPLES * q];
    measure.sample(measure.coordinates(physical), omega, Matrix.of(z, SAMPLES, q));
    double[][] columns = new double[q][SAMPLES];
    for (int i = 0; i < z.length; i++) {
      columns[i % q][i / q] = z[i];
    }
    return columns;
  }

  public static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  public static double covariance(double[] a, double[] b) {
    double meanA = mean(a);
    double meanB = mean(b);
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - meanA) * (b[i] - meanB);
    }
    return sum / a.length;
  }
}
