package org.sluice.cli.setup;

import java.util.ArrayList;
import java.util.List;
import org.sluice.cli.config.Config;
import org.sluice.cli.config.ForwardConfig;
import org.sluice.cli.config.SurrogateConfig;
import org.sluice.inversion.forward.Sensors;
import org.sluice.inversion.surrogate.FourierNetwork;
import org.sluice.inversion.surrogate.FourierShape;
import org.sluice.inversion.surrogate.FourierShape.Input;
import org.sluice.inversion.surrogate.LipschitzMlp;
import org.sluice.inversion.surrogate.MlpNetwork;
import org.sluice.inversion.surrogate.Network;
import org.sluice.kernels.Backend;

/** The network that a config names, between a forward map's parameters and observations. */
final class Networks {

  private Networks() {}

  static Network of(Config config, int parameters, int observations, Backend backend) {
    SurrogateConfig surrogate = config.surrogate();
    if (surrogate.type().equals("fourier")) {
      return new FourierNetwork(
          backend, surrogate.elementType(), fourier(config, parameters, observations));
    }
    List<Integer> widths = new ArrayList<>();
    widths.add(parameters);
    widths.addAll(surrogate.hidden());
    widths.add(observations);
    return surrogate.type().equals("mlp")
        ? new MlpNetwork(backend, surrogate.elementType(), widths, surrogate.activationFunction())
        : new LipschitzMlp(
            backend, surrogate.elementType(), widths, surrogate.activationFunction());
  }

  private static FourierShape fourier(Config config, int parameters, int observations) {
    SurrogateConfig surrogate = config.surrogate();
    List<Integer> grid = surrogate.grid();
    double[][] readout = null;
    Input input = Input.PARAMETERS;
    if (grid == null && config.forward() instanceof ForwardConfig.Darcy darcy) {
      grid = List.of(darcy.nodes());
      input = Input.FIELD;
      readout = interpolation(darcy.nodes(), Sensors.uniform(darcy.sensors(), darcy.sensorSeed()));
    }
    if (grid == null) {
      throw new IllegalArgumentException(
          "surrogate.grid is missing; give the numbers of points of the observed field");
    }
    FourierShape shape = FourierShape.ofParameters(grid, parameters);
    int modes = surrogate.modes() == null ? shape.modes() : surrogate.modes();
    shape =
        new FourierShape(
            grid, modes, surrogate.width(), surrogate.layers(), input, parameters, readout);
    if (shape.outputs() != observations) {
      throw new IllegalArgumentException(
          "surrogate.grid has %d points, but the forward map gives %d observations; a Fourier operator needs the whole field observed"
              .formatted(shape.outputs(), observations));
    }
    return shape;
  }

  /** Linear interpolation from equidistant nodes to sensors. */
  private static double[][] interpolation(int nodes, double[] sensors) {
    double[][] rows = new double[sensors.length][nodes];
    for (int s = 0; s < sensors.length; s++) {
      int left = Math.min((int) (sensors[s] * (nodes - 1)), nodes - 2);
      rows[s][left + 1] = sensors[s] * (nodes - 1) - left;
      rows[s][left] = 1 - rows[s][left + 1];
    }
    return rows;
  }
}
