package org.sluice.inversion.forward;

import org.sluice.kernels.Matrix;

/**
 * A map without derivatives where a problem needs a differentiable one: it can be simulated from,
 * and inverted through a surrogate only.
 *
 * @param map without derivatives
 */
public record BlackBox(ForwardMap map) implements DifferentiableMap {

  @Override
  public int parameterDimension() {
    return map.parameterDimension();
  }

  @Override
  public int observationDimension() {
    return map.observationDimension();
  }

  @Override
  public void apply(Matrix z, Matrix x) {
    map.apply(z, x);
  }

  /** Throws UnsupportedOperationException. */
  @Override
  public void backward(Matrix z, Matrix x, Matrix gradientX, Matrix gradientZ) {
    throw new UnsupportedOperationException(
        "the forward map has no derivatives; invert it through a surrogate");
  }
}
