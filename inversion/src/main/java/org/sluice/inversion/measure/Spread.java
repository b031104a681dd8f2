package org.sluice.inversion.measure;

import java.util.List;
import org.sluice.inversion.algebra.Panel;

/**
 * The parametrisation of a Gaussian's covariance by the factor L of a = m + L ω. Its numbers stand
 * after the q means, in arrays that hold both.
 */
interface Spread {

  /** Names of the physical numbers; {@code suffix} says what they are of, such as {@code OfLog}. */
  List<String> names(String suffix);

  /** Writes the coordinates of the physical numbers; {@code names} has those of the means, too. */
  void coordinates(List<String> names, double[] physical, double[] coordinates);

  /** The inverse of {@link #coordinates}. */
  void physical(double[] coordinates, double[] physical);

  /** Writes the physical numbers of independent components of these standard deviations. */
  void independent(double[] sd, double[] physical);

  /** a ← a + L ω. */
  void apply(double[] coordinates, Panel omega, Panel a);

  /** Adds the derivative in the coordinates. */
  void backward(double[] coordinates, Panel omega, Panel gradientA, int lanes, double[] gradient);

  /** L, q × q, row after row. */
  double[] factor(double[] coordinates);

  /** Adds (∂L/∂coordinates)ᵀ ∂L; only the lower triangle of {@code gradientLower} is read. */
  void factorBackward(double[] coordinates, double[] gradientLower, double[] gradient);
}
