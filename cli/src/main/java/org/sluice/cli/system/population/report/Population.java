package org.sluice.cli.system.population.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.sluice.cli.system.population.config.ForwardConfig;
import org.sluice.cli.system.population.setup.Setup;
import org.sluice.inversion.algebra.Cholesky;
import org.sluice.inversion.measure.Moments;
import org.sluice.inversion.measure.ParameterMeasure;
import org.sluice.inversion.noise.NoiseModel;
import org.sluice.inversion.population.Result;
import org.sluice.inversion.population.problem.Parameter;
import org.sluice.inversion.population.uncertainty.Quantities;

/**
 * Describes a law of systems by numbers that can be compared between families whose own numbers
 * cannot: {@code mean}, {@code sd} and {@code skewness} of each parameter. Of fields there are
 * none, as their parameters are many.
 *
 * <p>Of replicates also the values that one-way analysis of variance would find in the model's
 * observations: {@code withinSd}, the standard deviation of a unit's readings about their mean, and
 * {@code betweenSd}, that of the units. They differ from the noise's and the parameter's own where
 * noise is correlated, since a unit's readings share a part of it. Of several groups of individuals
 * there are none of these, nor does the known part of the noise count.
 */
public final class Population {

  private static final int MOST_PARAMETERS = 6;

  private Population() {}

  /** The numbers under an estimated law. */
  public static List<Parameter> estimated(Setup setup, Result result) {
    double[] physical = result.parameters().stream().mapToDouble(Parameter::value).toArray();
    return numbers(setup, setup.problem().measure(), physical, result.covariances().getFirst());
  }

  /** The same under the true law, or null. */
  public static double[] truth(Setup setup) {
    if (setup.truth() == null) {
      return null;
    }
    NoiseModel noise = setup.problem().groups().getFirst().noise();
    double[] numbers = setup.problem().noise().of(0, setup.truth().noise());
    double[] lower = new double[noise.dimension() * noise.dimension()];
    noise.factor(noise.coordinates(numbers), lower);
    return numbers(
            setup,
            setup.groups().getFirst().model().nature().measure(),
            setup.truth().population(),
            Cholesky.product(lower, noise.dimension()))
        .stream()
        .mapToDouble(Parameter::value)
        .toArray();
  }

  /** A fit's own numbers, and then these with the word population before them. */
  public static Quantities quantities(Setup setup) {
    Quantities physical = Quantities.physical(setup.problem());
    return new Quantities() {
      @Override
      public List<String> names() {
        List<String> names = new ArrayList<>(physical.names());
        double[] start =
            DoubleStream.concat(
                    Arrays.stream(setup.start().measure()), Arrays.stream(setup.start().noise()))
                .toArray();
        under(setup, physical.of(start))
            .forEach(number -> names.add("population " + number.name()));
        return names;
      }

      @Override
      public double[] of(double[] coordinates) {
        double[] own = physical.of(coordinates);
        return DoubleStream.concat(
                Arrays.stream(own), under(setup, own).stream().mapToDouble(Parameter::value))
            .toArray();
      }
    };
  }

  /** The numbers under the law of a fit's own. */
  private static List<Parameter> under(Setup setup, double[] own) {
    int count = setup.problem().measure().names().size();
    NoiseModel noise = setup.problem().groups().getFirst().noise();
    double[] ofNoise = Arrays.copyOfRange(own, count, own.length);
    double[] lower = new double[noise.dimension() * noise.dimension()];
    noise.factor(noise.coordinates(setup.problem().noise().of(0, ofNoise)), lower);
    return numbers(
        setup,
        setup.problem().measure(),
        Arrays.copyOf(own, count),
        Cholesky.product(lower, noise.dimension()));
  }

  private static List<Parameter> numbers(
      Setup setup, ParameterMeasure measure, double[] physical, double[] covariance) {
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
    if (setup.groups().size() > 1) {
      return all;
    }
    int d = setup.problem().group().dimension();
    if (setup.config().forward() instanceof ForwardConfig.Replicates && d > 1) {
      addComponents(all, moments.sd()[0], covariance, d);
    }
    return all;
  }

  private static void addComponents(List<Parameter> all, double sd, double[] covariance, int d) {
    double trace = 0;
    double sum = 0;
    for (int i = 0; i < d; i++) {
      trace += covariance[i * d + i];
      for (int j = 0; j < d; j++) {
        sum += covariance[i * d + j];
      }
    }
    double within = (trace - sum / d) / (d - 1);
    all.add(new Parameter("betweenSd", Math.sqrt(sd * sd + (sum / d - within) / d)));
    all.add(new Parameter("withinSd", Math.sqrt(within)));
  }
}
