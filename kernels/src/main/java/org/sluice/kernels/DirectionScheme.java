package org.sluice.kernels;

/** The ways to draw a set of unit directions. */
public enum DirectionScheme {
  /** Independent, uniform on the sphere. */
  IID,
  /**
   * Blocks of d orthonormal directions, each block uniform (Haar) and independent of the others;
   * the last block may be partial. Every direction is uniform on the sphere, so the loss stays
   * unbiased, with less variance.
   */
  ORTHOGONAL
}
