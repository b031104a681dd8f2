package org.sluice.cli.system.population.setup;

import java.util.ArrayList;
import java.util.List;
import org.sluice.cli.system.population.config.NetworkConfig;
import org.sluice.cli.system.population.config.SurrogateConfig;
import org.sluice.inversion.forward.FieldMap;
import org.sluice.inversion.forward.ForwardMap;
import org.sluice.inversion.network.LipschitzMlp;
import org.sluice.inversion.network.Network;
import org.sluice.inversion.network.Perceptron;
import org.sluice.inversion.network.fourier.FourierOperator;
import org.sluice.inversion.network.fourier.FourierShape;
import org.sluice.kernels.Backend;

/** The network that a config names, from a forward map's parameters to its observations. */
final class Networks {

  private Networks() {}

  static Network of(SurrogateConfig surrogate, ForwardMap forward, Backend backend) {
    NetworkConfig config = surrogate.network();
    if (surrogate.type().equals("fourier")) {
      return FourierOperator.of(backend, config.elementType(), fourier(config, forward));
    }
    List<Integer> widths = new ArrayList<>();
    widths.add(forward.parameterDimension());
    widths.addAll(config.hidden());
    widths.add(forward.observationDimension());
    return surrogate.type().equals("mlp")
        ? Perceptron.of(backend, config.elementType(), widths, config.activationFunction())
        : new LipschitzMlp(backend, config.elementType(), widths, config.activationFunction());
  }

  private static FourierShape fourier(NetworkConfig config, ForwardMap forward) {
    FourierShape shape = shape(config.grid(), forward);
    int modes = config.modes() == null ? shape.modes() : config.modes();
    if (shape.outputs() != forward.observationDimension()) {
      throw new IllegalArgumentException(
          "surrogate.grid has %d points, but the forward map gives %d observations; a Fourier operator needs the whole field observed"
              .formatted(shape.outputs(), forward.observationDimension()));
    }
    return shape.withSizes(modes, config.width(), config.layers());
  }

  /** On the grid that is asked for, or else on the forward map's own. */
  private static FourierShape shape(List<Integer> grid, ForwardMap forward) {
    int parameters = forward.parameterDimension();
    if (grid != null) {
      return FourierShape.ofParameters(grid, parameters);
    }
    if (forward instanceof FieldMap map) {
      FourierShape field = FourierShape.ofField(map.grid());
      return (field.points() == parameters
              ? field
              : FourierShape.ofParameters(map.grid(), parameters))
          .withReadout(map.readout());
    }
    throw new IllegalArgumentException(
        "surrogate.grid is missing; give the numbers of points of the observed field");
  }
}
