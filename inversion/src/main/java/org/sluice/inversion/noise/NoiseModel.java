package org.sluice.inversion.noise;

import java.util.List;
import org.sluice.inversion.optimise.CoordinateKind;
import org.sluice.kernels.Matrix;

/**
 * A family of noise laws η(Γ) with mean 0 and covariance Γ = L Lᵀ, where L is lower triangular with
 * a positive diagonal: ξ = L ψ(ζ) with ζ standard normal. By default ψ(ζ) = ζ, and so η(Γ) = N(0,
 * Γ).
 *
 * <p>The trained numbers are the unconstrained coordinates; physical numbers are the ones that
 * people read and configure, as in {@link org.sluice.inversion.measure.ParameterMeasure}. A d × d
 * matrix is a heap array, row after row. Implementations are immutable.
 */
public interface NoiseModel {

  /** d, the dimension of one observation. */
  int dimension();

  /** The number of coordinates. */
  default int coordinateCount() {
    return names().size();
  }

  /** The names of the physical numbers, as many as coordinates. */
  List<String> names();

  /**
   * Converts physical numbers to coordinates.
   *
   * @throws IllegalArgumentException naming the number out of range
   */
  double[] coordinates(double[] physical);

  /** Converts coordinates to physical numbers; the inverse of {@link #coordinates}. */
  double[] physical(double[] coordinates);

  /**
   * Chooses the coordinates at which an inversion starts by default: those of uncorrelated noise
   * with the given standard deviation, or of a member of the family that is near to it.
   */
  double[] coordinatesOfStandardDeviation(double standardDeviation);

  /** Writes L, with zeros above the diagonal. */
  void factor(double[] coordinates, double[] lower);

  /**
   * Adds (∂L/∂coordinates)ᵀ ∂L to {@code gradient}.
   *
   * @param lower the result of {@link #factor}
   * @param gradientLower ∂J/∂L, d × d; only its lower triangle is read
   * @param gradient ∂J/∂coordinates, added to
   */
  void backward(double[] coordinates, double[] lower, double[] gradientLower, double[] gradient);

  /**
   * The kind of a coordinate; by default linear, which any optimiser moves all the way.
   *
   * @param coordinate from 0
   */
  default CoordinateKind kind(int coordinate) {
    return CoordinateKind.LINEAR;
  }

  /** The number of leading coordinates on which ψ does not depend; Γ depends on those alone. */
  default int covarianceCoordinates() {
    return coordinateCount();
  }

  /** Whether ψ(ζ) = ζ, so that callers may skip {@link #shape}. */
  default boolean isGaussian() {
    return true;
  }

  /**
   * shaped ← ψ(ζ), entry by entry.
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
