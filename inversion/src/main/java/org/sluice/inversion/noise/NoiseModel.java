package org.sluice.inversion.noise;

import java.util.List;
import org.sluice.kernels.Matrix;

/**
 * A family of noise laws η(Γ) of mean 0 and covariance Γ = L Lᵀ, with L lower triangular and of
 * positive diagonal: ξ = L ψ(ζ) with ζ standard normal. Unless a family says otherwise, ψ(ζ) = ζ
 * and η(Γ) = N(0, Γ).
 *
 * <p>Trained numbers are unconstrained coordinates, as in {@link
 * org.sluice.inversion.measure.ParameterMeasure}. Dense matrices here are small and on the heap, d
 * × d, row after row. Implementations are immutable.
 */
public interface NoiseModel {

  /** d, the dimension of one observation. */
  int dimension();

  /** Number of coordinates. */
  default int coordinateCount() {
    return names().size();
  }

  /** Names of the physical numbers, as many as coordinates. */
  List<String> names();

  /**
   * The coordinates of physical numbers. Throws IllegalArgumentException naming the one out of
   * range.
   */
  double[] coordinates(double[] physical);

  /** The physical numbers of coordinates; the inverse of {@link #coordinates}. */
  double[] physical(double[] coordinates);

  /**
   * The coordinates of noise that is uncorrelated with the given standard deviation, or of the
   * family's member nearest to that; where inversions start unless told otherwise.
   */
  double[] coordinatesOfStandardDeviation(double standardDeviation);

  /** Writes L (lower triangle; zeros above) for these coordinates. */
  void factor(double[] coordinates, double[] lower);

  /**
   * Adds (∂L/∂coordinates)ᵀ ∂L to {@code gradient}.
   *
   * @param lower what {@link #factor} gave
   * @param gradientLower ∂J/∂L, d × d, only its lower triangle is read
   * @param gradient ∂J/∂coordinates, added to
   */
  void backward(double[] coordinates, double[] lower, double[] gradientLower, double[] gradient);

  /** Whether ψ(ζ) = ζ, so that nothing is to be shaped. */
  default boolean isGaussian() {
    return true;
  }

  /**
   * Shaped ← ψ(ζ), entry by entry, of components of mean 0 and variance 1.
   *
   * @param zeta n × d, a host matrix of type {@code F64}
   * @param shaped likewise
   */
  default void shape(double[] coordinates, Matrix zeta, Matrix shaped) {
    shaped.copyFrom(zeta);
  }

  /**
   * Adds Σ ∂ψ(ζ)/∂coordinates · ∂J/∂ψ, over entries row after row, to {@code gradient}.
   *
   * @param gradientShaped ∂J/∂ψ(ζ), n × d
   * @param gradient ∂J/∂coordinates, added to
   */
  default void shapeBackward(
      double[] coordinates, Matrix zeta, Matrix gradientShaped, double[] gradient) {}
}
