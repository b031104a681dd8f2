package org.sluice.inversion.optimise;

/** The kinds of unconstrained coordinates, which long steps of an optimiser treat differently. */
public enum CoordinateKind {
  /** In the unit of some quantity, such as a mean. */
  LINEAR,
  /** The logarithm of a scale: a large step up multiplies the scale, and one down divides it. */
  LOGARITHM,
  /** Without a unit, but no scale's logarithm, such as the logarithm of odds. */
  PURE,
  /**
   * Without a unit: the form of a law of given location and scale, such as a skewness or a tail.
   */
  SHAPE
}
