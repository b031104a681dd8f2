package org.sluice.inversion.measure;

import java.util.List;
import org.sluice.inversion.algebra.Panel;
import org.sluice.inversion.optimise.CoordinateKind;

/**
 * Parametrises the covariance of a Gaussian a = m + L ω by the factor L. Arrays hold the q means
 * first and the numbers of the spread after them.
 */
interface Spread {

  /** Names the physical numbers, each with a suffix such as {@code OfLog}. */
  List<String> names(String suffix);

  /** The kind of a coordinate of the spread, counted from 0 after the means. */
  CoordinateKind kind(int coordinate);

  /** Writes the coordinates of the physical numbers; {@code names} starts with the means' names. */
  void coordinates(List<String> names, double[] physical, double[] coordinates);

  /** Writes the physical numbers of coordinates; the inverse of {@link #coordinates}. */
  void physical(double[] coordinates, double[] physical);

  /** Writes the physical numbers of independent parameters with these standard deviations. */
  void independent(double[] sd, double[] physical);

  /** a ← a + L ω. */
  void apply(double[] coordinates, Panel omega, Panel a);

  /** Adds ∂J/∂coordinates to {@code gradient}, from ∂J/∂a in the first lanes. */
  void backward(double[] coordinates, Panel omega, Panel gradientA, int lanes, double[] gradient);

  /** Computes L, q × q, row after row, in a new array. */
  double[] factor(double[] coordinates);

  /** Adds (∂L/∂coordinates)ᵀ ∂L; only the lower triangle of {@code gradientLower} is read. */
  void factorBackward(double[] coordinates, double[] gradientLower, double[] gradient);
}
