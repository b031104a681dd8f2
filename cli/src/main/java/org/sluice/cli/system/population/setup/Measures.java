package org.sluice.cli.system.population.setup;

import org.sluice.cli.system.population.config.Config;
import org.sluice.cli.system.population.config.ForwardConfig;
import org.sluice.cli.system.population.config.PopulationConfig;
import org.sluice.inversion.forward.DarcyMap;
import org.sluice.inversion.forward.ForwardMap;
import org.sluice.inversion.measure.BoundedMeasure;
import org.sluice.inversion.measure.EmptyMeasure;
import org.sluice.inversion.measure.GaussianMeasure;
import org.sluice.inversion.measure.GaussianMixtureMeasure;
import org.sluice.inversion.measure.LearnedMeasure;
import org.sluice.inversion.measure.LogNormalMeasure;
import org.sluice.inversion.measure.ParameterMeasure;
import org.sluice.inversion.measure.SinhArcsinhMeasure;
import org.sluice.inversion.measure.field.FieldGrid;
import org.sluice.inversion.measure.field.LevelSetField;
import org.sluice.inversion.measure.field.LogNormalField;
import org.sluice.inversion.measure.field.WhittleMaternField;

/** Families μ(α) of the parameters' law by their configs. */
final class Measures {

  private Measures() {}

  /**
   * The family of a config.
   *
   * @param sharp whether a field of two values has sharp transitions, as nature has
   * @throws IllegalArgumentException naming the key, if it does not go with the forward map
   */
  static ParameterMeasure of(Config config, ForwardMap forward, boolean sharp) {
    int dimension = forward.parameterDimension();
    if (config.population() instanceof PopulationConfig.None) {
      if (dimension > 0) {
        throw new IllegalArgumentException(
            "population.type = \"none\" goes with forward.type = \"none\" only");
      }
      return new EmptyMeasure();
    }
    if (dimension == 0) {
      throw new IllegalArgumentException(
          "forward.type = \"none\" goes with population.type = \"none\" only");
    }
    return switch (config.population()) {
      case PopulationConfig.Gaussian gaussian ->
          gaussian.covariance().equals("full")
              ? GaussianMeasure.full(dimension)
              : GaussianMeasure.diagonal(dimension);
      case PopulationConfig.LogNormal logNormal -> logNormal(logNormal, dimension);
      case PopulationConfig.Bounded bounded -> new BoundedMeasure(bounded.lower(), bounded.upper());
      case PopulationConfig.Mixture mixture ->
          new GaussianMixtureMeasure(mixture.components(), dimension);
      case PopulationConfig.SinhArcsinh _ -> new SinhArcsinhMeasure(dimension);
      case PopulationConfig.Learned learned -> new LearnedMeasure(dimension, learned.units());
      case PopulationConfig.LogNormalField field ->
          new LogNormalField(grid(config.forward()), field.length(), field.smoothness());
      case PopulationConfig.WhittleMaternField field ->
          new WhittleMaternField(grid(config.forward()), field.sd());
      case PopulationConfig.LevelSetField _ ->
          sharp
              ? LevelSetField.sharp(grid(config.forward()))
              : LevelSetField.smooth(grid(config.forward()));
      case PopulationConfig.None _ -> throw new AssertionError();
    };
  }

  private static ParameterMeasure logNormal(PopulationConfig.LogNormal config, int dimension) {
    if (config.covariance().equals("full")) {
      return LogNormalMeasure.full(dimension);
    }
    return config.numbers().equals("moments")
        ? LogNormalMeasure.byMoments(dimension)
        : LogNormalMeasure.diagonal(dimension);
  }

  private static FieldGrid grid(ForwardConfig config) {
    return switch (config) {
      case ForwardConfig.Darcy darcy -> FieldGrid.line(DarcyMap.positions(darcy.nodes()));
      case ForwardConfig.DarcySquare darcy -> FieldGrid.square(DarcyMap.positions(darcy.nodes()));
      default ->
          throw new IllegalArgumentException(
              "population.type is a field, which needs a forward map on a grid: forward.type = \"darcy\" or \"darcy-2d\"");
    };
  }
}
