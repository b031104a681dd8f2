package org.sluice.cli.system.population.report;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.sluice.cli.page.Axis;
import org.sluice.cli.page.Chart;
import org.sluice.cli.page.Curve;
import org.sluice.cli.system.population.config.ForwardConfig;
import org.sluice.cli.system.population.setup.Setup;
import org.sluice.inversion.population.Result;
import org.sluice.inversion.population.Trace;
import org.sluice.inversion.population.problem.Group;
import org.sluice.inversion.population.problem.Parameter;
import org.sluice.inversion.population.settings.GradientVariant;
import org.sluice.inversion.population.settings.Method;
import org.sluice.inversion.population.simulate.Simulation;
import org.sluice.inversion.random.RandomStream;
import org.sluice.kernels.DirectionScheme;
import org.sluice.kernels.Directions;
import org.sluice.kernels.Matrix;

/** The report's figures, from the traces and from samples of the laws. */
final class Figures {

  private static final int SAMPLES = 4000;
  private static final int MOST_PARAMETERS = 12;
  private static final int MOST_LAWS = 6;
  private static final int FIELD_PLACES = 4;
  private static final int PROJECTIONS = 4;
  private static final int QUANTILES = 99;
  private static final int CUT = 0;
  private static final int STANDARD = 1;
  private static final int TRUTH = 3;

  private final Outcome outcome;
  private final Setup setup;

  Figures(Outcome outcome) {
    this.outcome = outcome;
    this.setup = outcome.setup();
  }

  /** The loss by step. */
  Chart loss() {
    List<Curve> curves = new ArrayList<>();
    for (Result result : outcome.results()) {
      curves.add(byStep(result, Trace.Row::squared));
    }
    boolean positive =
        curves.stream().flatMapToDouble(curve -> Arrays.stream(curve.y())).allMatch(y -> y > 0);
    return new Chart(
        "loss",
        "The loss SW², mean over slices, at each step.",
        true,
        Axis.steps(),
        positive ? Axis.logarithmic("loss") : Axis.linear("loss"),
        curves);
  }

  /** Each recovered number by step, with its truth. */
  List<Chart> parameters() {
    List<String> names = TraceFile.names(outcome);
    double[] truth = truth();
    List<Chart> charts = new ArrayList<>();
    for (int i = 0; i < Math.min(names.size(), MOST_PARAMETERS); i++) {
      int index = i;
      List<Curve> curves = new ArrayList<>();
      double last = 1;
      for (Result result : outcome.results()) {
        Curve curve = byStep(result, row -> row.physical()[index]);
        curves.add(curve);
        last = Math.max(last, curve.x()[curve.x().length - 1]);
      }
      if (truth != null) {
        curves.add(truth(new double[] {1, last}, new double[] {truth[i], truth[i]}));
      }
      charts.add(
          new Chart(
              "parameter-" + (i + 1),
              names.get(i),
              Axis.steps(),
              Axis.linear(names.get(i)),
              curves));
    }
    return charts;
  }

  private static Curve byStep(Result result, ToDoubleFunction<Trace.Row> value) {
    List<Trace.Row> rows = result.trace().rows();
    return estimate(
        result.method(),
        rows.stream().mapToDouble(Trace.Row::step).toArray(),
        rows.stream().mapToDouble(value).toArray());
  }

  /** Densities of the systems' parameters under the estimated and the true law. */
  List<Chart> laws() {
    int q = setup.problem().measure().dimension();
    List<Chart> charts = new ArrayList<>();
    try (Arena arena = Arena.ofConfined()) {
      List<Matrix> samples = new ArrayList<>();
      for (Result result : outcome.results()) {
        samples.add(model(result, 0, arena).latent());
      }
      Matrix truth =
          setup.truth() == null
              ? null
              : Simulation.latent(
                  setup.groups().getFirst().model().nature().measure(),
                  setup.groups().getFirst().truth().population(),
                  SAMPLES,
                  setup.config().seed(),
                  arena);
      for (int j : places(q)) {
        charts.add(law(j, samples, truth));
      }
    }
    return charts;
  }

  /** Quantiles of the data against those of the model, in a few projections. */
  List<Chart> quantiles() {
    return IntStream.range(0, setup.groups().size())
        .boxed()
        .flatMap(group -> quantiles(group).stream())
        .toList();
  }

  private List<Chart> quantiles(int group) {
    long d = setup.problem().groups().get(group).data().columns();
    double[][] directions = projections(Math.toIntExact(d));
    List<Chart> charts = new ArrayList<>();
    try (Arena arena = Arena.ofConfined()) {
      List<Matrix> models = new ArrayList<>();
      for (Result result : outcome.results()) {
        models.add(model(result, group, arena).observations());
      }
      for (int k = 0; k < directions.length; k++) {
        charts.add(quantiles(group, k, directions[k], models));
      }
    }
    return charts;
  }

  private Chart law(int column, List<Matrix> samples, Matrix truth) {
    List<Density> densities = new ArrayList<>();
    samples.forEach(matrix -> densities.add(new Density(column(matrix, column))));
    if (truth != null) {
      densities.add(new Density(column(truth, column)));
    }
    double from = Double.POSITIVE_INFINITY;
    double to = Double.NEGATIVE_INFINITY;
    for (Density density : densities) {
      from = Math.min(from, density.quantile(0.002) - 2 * density.bandwidth());
      to = Math.max(to, density.quantile(0.995) + 2 * density.bandwidth());
    }
    double[] grid = Density.grid(from, to);
    List<Curve> curves = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      curves.add(estimate(outcome.results().get(i).method(), grid, densities.get(i).at(grid)));
    }
    if (truth != null) {
      curves.add(truth(grid, densities.getLast().at(grid)));
    }
    String name = nameOf(column);
    return new Chart(
        "law-" + (column + 1),
        "Law of " + name + (truth == null ? "." : ", estimated and true."),
        Axis.linear(name),
        Axis.linear("density"),
        curves);
  }

  private Chart quantiles(int group, int k, double[] direction, List<Matrix> models) {
    Group individuals = setup.problem().groups().get(group);
    String where = setup.groups().size() == 1 ? "" : " in group " + individuals.name();
    double[] levels =
        IntStream.rangeClosed(1, QUANTILES).mapToDouble(i -> i / (QUANTILES + 1.0)).toArray();
    double[] observed = quantilesOf(project(individuals.data(), direction), levels);
    List<Curve> curves = new ArrayList<>();
    double low = observed[0];
    double high = observed[QUANTILES - 1];
    double[] ends = {low, high};
    curves.add(new Curve("equal", Curve.NEUTRAL, Curve.Style.REFERENCE, ends, ends));
    for (int i = 0; i < models.size(); i++) {
      curves.add(
          estimate(
              outcome.results().get(i).method(),
              observed,
              quantilesOf(project(models.get(i), direction), levels)));
    }
    String which = k == 0 ? "the mean direction" : "random direction " + k;
    return new Chart(
        "quantiles-%d-%d".formatted(group + 1, k + 1),
        "Quantiles 1 % to 99 % along " + which + where + ".",
        Axis.linear("data"),
        Axis.linear("model"),
        curves);
  }

  private Simulation model(Result result, int group, Arena arena) {
    return Simulation.draw(
        outcome.emulations().get(outcome.results().indexOf(result)).assumed(group),
        values(result.parameters()),
        setup.problem().noise().of(group, values(result.noise())),
        setup.problem().groups().get(group).known(),
        SAMPLES,
        RandomStream.FIGURE_SAMPLES.seed(setup.config().seed(), 0),
        arena);
  }

  private double[] truth() {
    return setup.truth() == null
        ? null
        : DoubleStream.concat(
                Arrays.stream(outcome.truePopulation()), Arrays.stream(outcome.trueNoise()))
            .toArray();
  }

  private String nameOf(int column) {
    if (setup.groups().getFirst().config().forward() instanceof ForwardConfig.Darcy darcy) {
      return "z at x = %.2f".formatted((double) column / (darcy.nodes() - 1));
    }
    return setup.problem().measure().dimension() == 1 ? "z" : "z[" + (column + 1) + "]";
  }

  /** All columns of few, else some that are spread evenly. */
  private static int[] places(int q) {
    return q <= MOST_LAWS
        ? IntStream.range(0, q).toArray()
        : IntStream.rangeClosed(1, FIELD_PLACES)
            .map(k -> (int) Math.round((q - 1.0) * k / (FIELD_PLACES + 1)))
            .toArray();
  }

  private double[][] projections(int d) {
    int count = d == 1 ? 1 : PROJECTIONS;
    double[][] directions = new double[count][d];
    Arrays.fill(directions[0], 1 / Math.sqrt(d));
    if (count > 1) {
      Matrix random = Matrix.of(new double[(count - 1) * d], count - 1, d);
      Directions.fill(
          DirectionScheme.IID,
          setup.config().seed(),
          RandomStream.FIGURE_DIRECTIONS.number(),
          random);
      for (int k = 1; k < count; k++) {
        directions[k] = random.rows(k - 1, k).toDoubles();
      }
    }
    return directions;
  }

  private static double[] quantilesOf(double[] values, double[] levels) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return Arrays.stream(levels)
        .map(level -> sorted[(int) Math.min(sorted.length - 1.0, level * sorted.length)])
        .toArray();
  }

  private static double[] project(Matrix matrix, double[] direction) {
    double[] projected = new double[Math.toIntExact(matrix.rows())];
    for (int i = 0; i < projected.length; i++) {
      for (int j = 0; j < direction.length; j++) {
        projected[i] += matrix.get(i, j) * direction[j];
      }
    }
    return projected;
  }

  private static double[] column(Matrix matrix, int column) {
    double[] values = new double[Math.toIntExact(matrix.rows())];
    for (int i = 0; i < values.length; i++) {
      values[i] = matrix.get(i, column);
    }
    return values;
  }

  private static double[] values(List<Parameter> numbers) {
    return numbers.stream().mapToDouble(Parameter::value).toArray();
  }

  private static Curve estimate(Method method, double[] x, double[] y) {
    int color = method.gradient() == GradientVariant.CUT ? CUT : STANDARD;
    return new Curve(method.word(), color, Curve.Style.LINE, x, y);
  }

  private static Curve truth(double[] x, double[] y) {
    return new Curve("truth", TRUTH, Curve.Style.REFERENCE, x, y);
  }
}
