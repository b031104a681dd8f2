package org.sluice.inversion.population.invariance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.sluice.inversion.forward.DifferentiableMap;
import org.sluice.inversion.measure.ParameterMeasure;
import org.sluice.inversion.noise.KnownDeviations;
import org.sluice.inversion.noise.KnownNoise;
import org.sluice.inversion.noise.NoiseModel;
import org.sluice.inversion.optimise.CoordinateKind;
import org.sluice.inversion.population.Problems;
import org.sluice.inversion.population.problem.Group;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.problem.Start;
import org.sluice.inversion.random.GroupSeed;
import org.sluice.kernels.Matrix;

/**
 * A family of problems that can be stated in every unit of the data.
 *
 * @param name a word for it
 * @param parametersToo whether the population's parameters change their unit with the data
 * @param measure the population in a unit of its parameters
 * @param maps one forward map for each group of individuals, in a unit of the data
 * @param noises likewise, the same in every unit
 * @param known the known noise of each group in a unit of the data, or null
 * @param population physical numbers in the first unit
 * @param noise likewise, of all groups together
 */
record Family(
    String name,
    boolean parametersToo,
    Function<Unit, ParameterMeasure> measure,
    List<Function<Unit, DifferentiableMap>> maps,
    List<NoiseModel> noises,
    Function<Unit, KnownNoise> known,
    double[] population,
    double[] noise) {

  static final int ROWS = 60;
  private static final double AWAY = 0.3;

  /** One group without known noise. */
  Family(
      String name,
      boolean parametersToo,
      Function<Unit, ParameterMeasure> measure,
      Function<Unit, DifferentiableMap> map,
      NoiseModel noise,
      double[] population,
      double[] noiseNumbers) {
    this(
        name, parametersToo, measure, List.of(map), List.of(noise), null, population, noiseNumbers);
  }

  /** The unit of the parameters for one of the data. */
  Unit ofParameters(Unit unit) {
    return parametersToo ? unit : Unit.SAME;
  }

  /** The problem in a unit; its data are those in the first unit, converted. */
  Problem problem(Unit unit) {
    return problem(unit, ROWS, 1);
  }

  /**
   * The problem in a unit.
   *
   * @param rows individuals of each group
   * @param seed of the data
   */
  Problem problem(Unit unit, int rows, long seed) {
    List<Group> simulated = groups(Unit.SAME, rows, null);
    Problem first = new Problem(measure.apply(Unit.SAME), simulated);
    List<Matrix> data = new ArrayList<>();
    for (int g = 0; g < simulated.size(); g++) {
      Group group = simulated.get(g);
      data.add(
          unit.of(
              Problems.of(
                      first.measure(),
                      group.differentiable(),
                      group.noise(),
                      population.clone(),
                      first.noise().of(g, noise),
                      rows,
                      GroupSeed.of(seed, g))
                  .group()
                  .data()));
    }
    return new Problem(measure.apply(ofParameters(unit)), groups(unit, rows, data));
  }

  private List<Group> groups(Unit unit, int rows, List<Matrix> data) {
    return IntStream.range(0, maps.size())
        .mapToObj(g -> {
          NoiseModel model = noises.get(g);
          int d = model.dimension();
          return new Group(
              "group" + g,
              maps.get(g).apply(unit),
              model,
              g > 0,
              data == null ? Matrix.of(new double[rows * d], rows, d) : data.get(g),
              known == null ? null : known.apply(unit));
        })
        .toList();
  }

  /** Physical numbers in a unit. */
  double[] inUnit(Problem problem, double[] physical, Unit unit) {
    double[] changed = new double[physical.length];
    Arrays.setAll(changed, i -> ofNumber(problem, i, unit).of(name(problem, i), physical[i]));
    return changed;
  }

  /** {@link Unit#slope} of each physical number. */
  double[] slopes(Problem problem, Unit unit) {
    double[] slopes = new double[problem.kinds().size()];
    Arrays.setAll(slopes, i -> ofNumber(problem, i, unit).slope(name(problem, i)));
    return slopes;
  }

  /** The change of each coordinate for a change by 1 in the first unit. */
  double[] coordinateSlopes(Problem problem, Unit unit) {
    double[] slopes = new double[problem.kinds().size()];
    Arrays.setAll(
        slopes,
        i ->
            problem.kinds().get(i) == CoordinateKind.LINEAR
                ? ofNumber(problem, i, unit).factor()
                : 1);
    return slopes;
  }

  private Unit ofNumber(Problem problem, int number, Unit unit) {
    return number < problem.measure().coordinateCount() ? ofParameters(unit) : unit.ofDeviations();
  }

  private static String name(Problem problem, int number) {
    int split = problem.measure().coordinateCount();
    return number < split
        ? problem.measure().names().get(number)
        : problem.noise().names().get(number - split);
  }

  /** A start somewhat away from the truth, in a unit. */
  Start start(Unit unit) {
    Problem first = problem(Unit.SAME);
    double[] coordinates = Start.of(first, population, noise).concatenated();
    for (int j = 0; j < coordinates.length; j++) {
      coordinates[j] += j % 2 == 0 ? AWAY : -AWAY;
    }
    return inUnit(coordinates, unit);
  }

  /** Coordinates of the first unit in another one. */
  Start inUnit(double[] coordinates, Unit unit) {
    Problem first = problem(Unit.SAME);
    Problem other = problem(unit);
    int split = population.length;
    double[] alpha = first.measure().physical(Arrays.copyOf(coordinates, split));
    double[] phi =
        first.noise().physical(Arrays.copyOfRange(coordinates, split, coordinates.length));
    double[] physical = Arrays.copyOf(alpha, coordinates.length);
    System.arraycopy(phi, 0, physical, split, phi.length);
    double[] changed = inUnit(first, physical, unit);
    return Start.of(
        other, Arrays.copyOf(changed, split), Arrays.copyOfRange(changed, split, changed.length));
  }

  /** Known standard deviations that differ from individual to individual. */
  static KnownNoise deviations(Unit unit, int columns) {
    double[] sds = new double[ROWS * columns];
    Arrays.setAll(sds, e -> unit.factor() * (0.1 + 0.02 * (e % 7)));
    return new KnownDeviations(Matrix.of(sds, ROWS, columns));
  }

  @Override
  public String toString() {
    return name;
  }
}
