package org.sluice.inversion.noise;

import java.util.List;
import org.sluice.kernels.Matrix;

/**
 * A family of symmetric laws with mean 0 and variance 1 for the independent components of noise, as
 * pushforwards ψ(ζ) = F⁻¹(Φ(ζ)) of a standard normal ζ. Since the variance is 1, Γ = L Lᵀ is the
 * covariance of ξ = L ψ(ζ) in every family. Normal noise is ψ(ζ) = ζ.
 *
 * <p>Coordinates and physical numbers are as in {@link NoiseModel}. Implementations are immutable.
 */
public interface NoiseLaw {

  /** The names of the physical numbers, as many as coordinates. */
  List<String> names();

  /** The physical numbers at which an inversion starts by default. */
  double[] start();

  /**
   * Converts physical numbers to coordinates.
   *
   * @throws IllegalArgumentException naming the number out of range
   */
  double[] coordinates(double[] physical);

  /** Converts coordinates to physical numbers; the inverse of {@link #coordinates}. */
  double[] physical(double[] coordinates);

  /** shaped ← ψ(ζ), entry by entry; both are host matrices of type {@code F64} and equal shape. */
  void apply(double[] coordinates, Matrix zeta, Matrix shaped);

  /**
   * Adds Σ ∂ψ(ζ)/∂coordinates · ∂J/∂ψ, over entries row after row, to {@code gradient}.
   *
   * @param gradientShaped ∂J/∂ψ(ζ), of the shape of {@code zeta}
   * @param gradient ∂J/∂coordinates, added to
   */
  void backward(double[] coordinates, Matrix zeta, Matrix gradientShaped, double[] gradient);
}
