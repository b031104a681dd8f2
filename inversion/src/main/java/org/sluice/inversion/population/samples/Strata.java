package org.sluice.inversion.population.samples;

import org.sluice.inversion.algebra.StandardNormal;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.NormalQuantile;

/** Stratifies standard normals: one of each batch falls into each of equally likely intervals. */
final class Strata {

  private Strata() {}

  /**
   * Replaces the first column. Within a batch the ranks are kept, so that the order of the strata
   * stays random.
   *
   * @param omega standard normals, a host matrix
   * @param batch rows of a batch
   */
  static void apply(Matrix omega, int batch) {
    double[] uniforms = new double[batch];
    int[] order = new int[batch];
    AscendingOrder ascending = new AscendingOrder(batch);
    for (long first = 0; first + batch <= omega.rows(); first += batch) {
      for (int i = 0; i < batch; i++) {
        uniforms[i] = StandardNormal.below(omega.get(first + i, 0));
      }
      ascending.of(uniforms, 0, batch, order);
      for (int rank = 0; rank < batch; rank++) {
        double within = batch * uniforms[order[rank]];
        within -= Math.floor(within);
        // The ends of the last and the first interval are not normals.
        double uniform = Math.clamp((rank + within) / batch, 1e-16, 1 - 1e-16);
        omega.set(first + order[rank], 0, NormalQuantile.of(uniform));
      }
    }
  }
}
