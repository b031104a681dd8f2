package org.sluice.inversion.network.fourier;

import java.util.ArrayList;
import java.util.List;
import org.sluice.inversion.network.Activate;
import org.sluice.inversion.network.Chain;
import org.sluice.inversion.network.Layer;
import org.sluice.kernels.Activation;
import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;

/**
 * Fourier neural operators in one or two dimensions (Li et al., arXiv 2010.08895): a lift, layers v
 * ← silu(K v + W v + b) whose K multiplies each of the lowest Fourier modes by a complex matrix of
 * its own, the last one without silu, and a projection with one hidden layer.
 */
public final class FourierOperator {

  /** Numbers in a field of all channels of the examples that go through together. */
  private static final int TILE = 1 << 16;

  private FourierOperator() {}

  /** Makes an operator on a backend. */
  public static Chain of(Backend backend, ElementType type, FourierShape shape) {
    int tileRows = Math.max(1, TILE / (shape.points() * shape.width()));
    return Chain.of(backend, type, layers(backend, type, shape, tileRows), tileRows);
  }

  private static List<Layer> layers(
      Backend backend, ElementType type, FourierShape shape, int tileRows) {
    int width = shape.width();
    int projection = 2 * width;
    Fields fields = new Fields(backend, type, shape.points(), tileRows);
    FourierBasis basis = new FourierBasis(shape, type, backend);
    List<Layer> layers = new ArrayList<>();
    layers.add(new Lift(backend, type, shape, fields));
    for (int l = 0; l < shape.layers(); l++) {
      if (l > 0) {
        layers.add(new Activate(Activation.SILU, shape.points() * width));
      }
      layers.add(new Spectral(basis, fields, width));
    }
    layers.add(new Pointwise(fields, width, projection));
    layers.add(new Activate(Activation.SILU, shape.points() * projection));
    layers.add(new Pointwise(fields, projection, 1));
    layers.add(new Readout(backend, type, fields, shape.readout()));
    return layers;
  }
}
