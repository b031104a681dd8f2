package org.sluice.inversion.noise;

import java.util.List;
import org.sluice.inversion.algebra.LogCoordinates;
import org.sluice.inversion.algebra.StandardNormal;
import org.sluice.kernels.Matrix;

/**
 * The Laplace law with variance 1: ψ(ζ) = −log(2 (1 − Φ(ζ))) / √2 for ζ ≥ 0, and ψ(−ζ) = −ψ(ζ). It
 * has no coordinates.
 */
public final class LaplaceLaw implements NoiseLaw {

  /** The only such law. */
  public LaplaceLaw() {}

  @Override
  public List<String> names() {
    return List.of();
  }

  @Override
  public double[] start() {
    return new double[0];
  }

  @Override
  public double[] coordinates(double[] physical) {
    LogCoordinates.checkCount("the noise", names(), physical);
    return new double[0];
  }

  @Override
  public double[] physical(double[] coordinates) {
    return new double[0];
  }

  @Override
  public void apply(double[] coordinates, Matrix zeta, Matrix shaped) {
    for (long i = 0; i < zeta.rows(); i++) {
      for (long j = 0; j < zeta.columns(); j++) {
        double normal = zeta.get(i, j);
        double magnitude = -Math.log(2 * StandardNormal.below(-Math.abs(normal))) / Math.sqrt(2);
        shaped.set(i, j, Math.copySign(magnitude, normal));
      }
    }
  }

  @Override
  public void backward(
      double[] coordinates, Matrix zeta, Matrix gradientShaped, double[] gradient) {}
}
