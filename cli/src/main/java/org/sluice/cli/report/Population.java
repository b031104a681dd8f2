package org.sluice.cli.report;

import java.util.ArrayList;
import java.util.List;
import org.sluice.cli.setup.Setup;
import org.sluice.inversion.Parameter;
import org.sluice.inversion.Result;
import org.sluice.inversion.measure.Moments;
import org.sluice.inversion.measure.ParameterMeasure;

/**
 * The moments of the systems' parameters under a law, which can be compared between families whose
 * own numbers cannot. Of fields there are none, as their parameters are many.
 */
public final class Population {

  private static final int MOST_PARAMETERS = 6;

  private Population() {}

  /** Mean, standard deviation and skewness of each parameter under an estimated law. */
  public static List<Parameter> estimated(Setup setup, Result result) {
    return moments(
        setup.model().measure(),
        result.parameters().stream().mapToDouble(Parameter::value).toArray());
  }

  /** The same under the true law, or null. */
  public static double[] truth(Setup setup) {
    return setup.truth() == null
        ? null
        : moments(setup.model().nature(), setup.truth().population()).stream()
            .mapToDouble(Parameter::value)
            .toArray();
  }

  private static List<Parameter> moments(ParameterMeasure measure, double[] physical) {
    List<Parameter> all = new ArrayList<>();
    int q = measure.dimension();
    if (q > MOST_PARAMETERS) {
      return all;
    }
    Moments moments = Moments.of(measure, measure.coordinates(physical));
    for (int j = 0; j < q; j++) {
      String index = q == 1 ? "" : "[" + (j + 1) + "]";
      all.add(new Parameter("mean" + index, moments.mean()[j]));
      all.add(new Parameter("sd" + index, moments.sd()[j]));
      all.add(new Parameter("skewness" + index, moments.skewness()[j]));
    }
    return all;
  }
}
