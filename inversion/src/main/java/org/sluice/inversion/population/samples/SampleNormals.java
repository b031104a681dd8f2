package org.sluice.inversion.population.samples;

import org.sluice.kernels.Backend;
import org.sluice.kernels.Matrix;

/** The standard normals ω and ζ behind the model samples of the last draw, on the host. */
public final class SampleNormals {

  private final ModelSamples samples;
  private final Convolution convolution;
  private final Backend backend;

  /** Reads normals where samples and noise draw them. */
  public SampleNormals(ModelSamples samples, Convolution convolution, Backend backend) {
    this.samples = samples;
    this.convolution = convolution;
    this.backend = backend;
  }

  /** Returns a new row for each sample: its ω and then its ζ. */
  public double[][] rows() {
    double[] omega = onHost(samples.omega());
    double[] zeta = onHost(convolution.zeta());
    double[][] rows = new double[Math.toIntExact(convolution.zeta().rows())][];
    int q = omega.length / rows.length;
    int d = zeta.length / rows.length;
    for (int m = 0; m < rows.length; m++) {
      rows[m] = new double[q + d];
      System.arraycopy(omega, m * q, rows[m], 0, q);
      System.arraycopy(zeta, m * d, rows[m], q, d);
    }
    return rows;
  }

  private double[] onHost(Matrix matrix) {
    double[] values = new double[Math.toIntExact(matrix.rows() * matrix.columns())];
    if (values.length > 0) {
      backend.copy(matrix, Matrix.of(values, matrix.rows(), matrix.columns()));
    }
    return values;
  }
}
