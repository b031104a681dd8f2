package org.sluice.kernels;

/** The function between two layers of an {@link Mlp}. */
public enum Activation {
  /** x. */
  IDENTITY,
  /** tanh x. */
  TANH,
  /** max(x, 0); derivative 0 at 0. */
  RELU,
  /** x Φ(x) with Φ the standard normal distribution function (Hendrycks and Gimpel 2016). */
  GELU,
  /** x / (1 + e⁻ˣ). */
  SILU,
  /** log(1 + eˣ). */
  SOFTPLUS
}
