package org.sluice.inversion.noise;

import java.util.List;
import org.sluice.kernels.Matrix;

/**
 * A family of symmetric laws of mean 0 and variance 1 for the independent components that noise is
 * made of, as pushforwards ψ(ζ) = F⁻¹(Φ(ζ)) of a standard normal ζ. Since the variance is 1, Γ = L
 * Lᵀ remains the covariance of ξ = L ψ(ζ), and normal noise is ψ(ζ) = ζ.
 *
 * <p>Coordinates are unconstrained and physical numbers are for people, as in {@link NoiseModel}.
 * Implementations are immutable.
 */
public interface NoiseLaw {

  /** Names of the physical numbers, as many as coordinates. */
  List<String> names();

  /** Physical numbers where inversions start unless told otherwise. */
  double[] start();

  /**
   * The coordinates of physical numbers. Throws IllegalArgumentException naming the one out of
   * range.
   */
  double[] coordinates(double[] physical);

  /** The physical numbers of coordinates; the inverse of {@link #coordinates}. */
  double[] physical(double[] coordinates);

  /** Shaped ← ψ(ζ), entry by entry; host matrices of type {@code F64} and equal shape. */
  void apply(double[] coordinates, Matrix zeta, Matrix shaped);

  /**
   * Adds Σ ∂ψ(ζ)/∂coordinates · ∂J/∂ψ, over entries row after row, to {@code gradient}.
   *
   * @param gradientShaped ∂J/∂ψ(ζ), of the shape of {@code zeta}
   * @param gradient ∂J/∂coordinates, added to
   */
  void backward(double[] coordinates, Matrix zeta, Matrix gradientShaped, double[] gradient);
}
