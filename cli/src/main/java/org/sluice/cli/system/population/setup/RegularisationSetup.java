package org.sluice.cli.system.population.setup;

import java.util.List;
import org.sluice.cli.config.NamedNumbers;
import org.sluice.cli.system.population.config.RegulariserConfig;
import org.sluice.inversion.measure.ParameterMeasure;
import org.sluice.inversion.optimise.GaussianPrior;
import org.sluice.inversion.population.problem.Start;
import org.sluice.inversion.population.settings.Regularisation;

/** The terms that are added to the loss, by their config. */
final class RegularisationSetup {

  private RegularisationSetup() {}

  /**
   * The regularisation of a config.
   *
   * @param start the centre of the prior, except for the coordinates whose centre the config gives
   * @throws IllegalArgumentException naming a key of the prior that fits no number
   */
  static Regularisation of(RegulariserConfig regulariser, ParameterMeasure measure, Start start) {
    if (regulariser.prior() == null) {
      return new Regularisation(regulariser.condition(), null);
    }
    List<String> names = measure.names();
    double[] centre =
        NamedNumbers.partial("regulariser.prior.centre", regulariser.prior().centre(), names);
    double[] physical = measure.physical(start.measure());
    double[] scale = new double[centre.length];
    for (int i = 0; i < centre.length; i++) {
      boolean given = !Double.isNaN(centre[i]);
      if (given && names.get(i).startsWith("covariance")) {
        throw new IllegalArgumentException(
            "regulariser.prior.centre.%s: a full covariance cannot have a prior"
                .formatted(names.get(i)));
      }
      scale[i] = given ? regulariser.prior().scale() : Double.POSITIVE_INFINITY;
      physical[i] = given ? centre[i] : physical[i];
    }
    return new Regularisation(
        regulariser.condition(), new GaussianPrior(measure.coordinates(physical), scale));
  }
}
