package org.sluice.inversion.population.examine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.sluice.inversion.algebra.SymmetricEigen;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.samples.SignalCovariance;
import org.sluice.inversion.population.settings.FiniteSample;
import org.sluice.inversion.population.settings.GradientVariant;
import org.sluice.inversion.population.settings.Method;
import org.sluice.inversion.population.settings.Regularisation;
import org.sluice.inversion.population.settings.Settings;
import org.sluice.inversion.population.settings.Weight;
import org.sluice.inversion.population.step.Objective;
import org.sluice.inversion.population.step.StepSizes;
import org.sluice.inversion.random.RandomStream;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Parallelism;

/**
 * Measures how strongly the data determine the coordinates together: the matrix of second
 * derivatives of the objective at an optimum, by central differences of its gradient with common
 * random numbers, scaled so that its diagonal is 1. All eigenvalues are 1 if no coordinate can
 * compensate for another. Along an eigenvector of eigenvalue 0 the coordinates change and the loss
 * does not. Finite samples resolve eigenvalues to about 0.02, so that one of 0 may come out
 * slightly negative.
 *
 * @param names of the coordinates, of the population and then of the noise
 * @param eigenvalues ascending
 * @param directions the eigenvectors in scaled coordinates, so that entries do not depend on the
 *     coordinates' units; their largest entry is 1
 * @param idle names of coordinates without any effect on the loss
 */
public record Curvature(
    List<String> names, double[] eigenvalues, double[][] directions, List<String> idle) {

  /**
   * A direction with a smaller eigenvalue counts as flat: its error is seven times that of a
   * coordinate alone.
   */
  public static final double FLAT = 0.02;

  /** The most coordinates for which this is affordable. */
  public static final int MOST_COORDINATES = 40;

  private static final int DRAWS = 4;
  private static final int FEWEST_SAMPLES = 6000;

  // Two differences of two gradients each: one to choose the width, and one of that width.
  private static final int GRADIENTS = 4;

  // Between the two ends of a difference, samples must change their ranks by many. Otherwise the
  // matching of samples and data is nearly fixed, and a fixed matching distinguishes coordinates
  // that the distributions do not.
  private static final double FIRST_WIDTH = 0.01;
  private static final double RELATIVE_WIDTH = 0.1;
  private static final double WIDEST = 0.08;
  private static final double NO_EFFECT = 1e-6;
  private static final double IN_WORDS = 0.1;

  /** Returns the reason why the curvature is not computed if there are too many coordinates. */
  public static Optional<String> omission(int coordinates) {
    return coordinates <= MOST_COORDINATES
        ? Optional.empty()
        : Optional.of(
            "the combinations of numbers that the data determine least were not computed: at most %d numbers can be examined, and the problem has %d"
                .formatted(MOST_COORDINATES, coordinates));
  }

  /** The number of samples of one gradient, large enough for ranks to change. */
  private static int gradientSamples(Settings settings) {
    return Math.max(FEWEST_SAMPLES, settings.sampling().samples());
  }

  /** The number of samples that {@link #of} evaluates in all. */
  public static long samples(Settings settings, int coordinates) {
    return (long) DRAWS * GRADIENTS * gradientSamples(settings) * coordinates;
  }

  /**
   * Computes the curvature.
   *
   * @param coordinates the point: those of the population and then those of the noise
   * @throws IllegalArgumentException if there are more than {@link #MOST_COORDINATES}
   */
  public static Curvature of(
      Problem problem,
      Settings settings,
      double[] coordinates,
      Backend backend,
      Parallelism parallelism) {
    int count = coordinates.length;
    omission(count)
        .ifPresent(sentence -> {
          throw new IllegalArgumentException(sentence);
        });
    List<String> names = new ArrayList<>(problem.measure().names());
    problem.noise().names().forEach(name -> names.add("noise " + name));
    Settings more = cut(settings).with(settings.sampling().withSamples(gradientSamples(settings)));
    double[] matrix = new double[count * count];
    int slices = new StepSizes(problem, more).firstSlices();
    List<SignalCovariance> signals = SignalCovariance.of(problem);
    try (Objective objective =
        new Objective(problem, more, signals, slices, backend, parallelism)) {
      for (int draw = 0; draw < DRAWS; draw++) {
        objective.draw(RandomStream.EVALUATION + 1 + draw);
        for (int i = 0; i < count; i++) {
          double width = width(objective, coordinates, i, problem.meanDimension());
          double[] row = difference(objective, coordinates, i, width);
          for (int j = 0; j < count; j++) {
            matrix[i * count + j] += row[j] / DRAWS;
          }
        }
      }
    }
    return of(List.copyOf(names), matrix);
  }

  /**
   * The settings of the gradient. It is the cut gradient, since the weight is held constant, with
   * one weight for all coordinates, so that it is the gradient of one function. The loss is the
   * plain one, whose ranks are those of all samples, without regularisers, which do not depend on
   * the data.
   */
  private static Settings cut(Settings settings) {
    Method method = settings.method();
    Weight weight = method.weight() == Weight.NOISE ? Weight.NOISE : Weight.POPULATION;
    return settings
        .with(new Method(GradientVariant.CUT, weight, FiniteSample.PLAIN))
        .with(Regularisation.none());
  }

  /**
   * The width of the differences: the change that raises the loss as much as a tenth of the noise
   * would, but small enough for the gradient to be linear.
   */
  private static double width(Objective objective, double[] coordinates, int i, double dimension) {
    double first = FIRST_WIDTH * Math.max(1, Math.abs(coordinates[i]));
    double curvature = difference(objective, coordinates, i, first)[i];
    double widest = WIDEST * Math.max(1, Math.abs(coordinates[i]));
    return curvature > 0
        ? Math.min(RELATIVE_WIDTH * Math.sqrt(dimension / curvature), widest)
        : widest;
  }

  private static double[] difference(
      Objective objective, double[] coordinates, int i, double width) {
    double[] up = coordinates.clone();
    double[] down = coordinates.clone();
    up[i] += width;
    down[i] -= width;
    double[] above = new double[coordinates.length];
    double[] below = new double[coordinates.length];
    objective.evaluate(up, coordinates, above);
    objective.evaluate(down, coordinates, below);
    for (int j = 0; j < above.length; j++) {
      above[j] = (above[j] - below[j]) / (2 * width);
    }
    return above;
  }

  /**
   * Computes it from the matrix of second derivatives, row after row, which need not be exactly
   * symmetric.
   */
  static Curvature of(List<String> names, double[] matrix) {
    int count = names.size();
    double largest = 0;
    for (int i = 0; i < count; i++) {
      largest = Math.max(largest, matrix[i * count + i]);
    }
    double least = NO_EFFECT * largest;
    int[] kept = IntStream.range(0, count).filter(i -> matrix[i * count + i] > least).toArray();
    List<String> idle =
        IntStream.range(0, count)
            .filter(i -> !(matrix[i * count + i] > least))
            .mapToObj(names::get)
            .toList();
    int n = kept.length;
    double[] scale = new double[n];
    for (int i = 0; i < n; i++) {
      scale[i] = 1 / Math.sqrt(matrix[kept[i] * count + kept[i]]);
    }
    double[] scaled = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double mean = 0.5 * (matrix[kept[i] * count + kept[j]] + matrix[kept[j] * count + kept[i]]);
        scaled[i * n + j] = mean * scale[i] * scale[j];
      }
    }
    SymmetricEigen eigen = SymmetricEigen.of(scaled, n);
    double[][] directions = new double[n][count];
    for (int k = 0; k < n; k++) {
      double extreme = 0;
      for (int i = 0; i < n; i++) {
        double entry = eigen.vectors()[k * n + i];
        directions[k][kept[i]] = entry;
        extreme = Math.abs(entry) > Math.abs(extreme) ? entry : extreme;
      }
      for (int i = 0; i < count; i++) {
        directions[k][i] /= extreme;
      }
    }
    return new Curvature(names, eigen.values(), directions, idle);
  }

  /** Returns warnings about combinations of numbers that the data hardly determine. */
  public List<String> warnings() {
    List<String> sentences = new ArrayList<>();
    for (String name : idle) {
      sentences.add(
          "the data do not determine %s: the loss does not depend on it; hold it fixed or leave it out"
              .formatted(name));
    }
    for (int k = 0; k < eigenvalues.length && eigenvalues[k] < FLAT; k++) {
      sentences.add(
          "the data hardly determine how %s share their effect: the loss is flat along %s (curvature %.2g of 1); choose a population or noise with fewer numbers, or put a prior on them"
              .formatted(listed(k), words(k), eigenvalues[k]));
    }
    return List.copyOf(sentences);
  }

  /** The direction that the data determine least, in words, such as {@code sd − 0.8 noise sd}. */
  public String flattest() {
    return directions.length == 0 ? "none" : words(0);
  }

  private String listed(int k) {
    List<String> all = large(k).stream().map(names::get).toList();
    int last = all.size() - 1;
    return String.join(", ", all.subList(0, last)) + " and " + all.get(last);
  }

  private String words(int k) {
    StringBuilder words = new StringBuilder();
    for (int i : large(k)) {
      double weight = directions[k][i];
      String joint = words.isEmpty() ? "" : weight < 0 ? " − " : " + ";
      String factor = Math.abs(weight) > 0.995 ? "" : "%.2g ".formatted(Math.abs(weight));
      words.append(joint).append(factor).append(names.get(i));
    }
    return words.toString();
  }

  /** The coordinates that take part most, the largest entries first. */
  private List<Integer> large(int k) {
    double[] direction = directions[k];
    List<Integer> ranked =
        IntStream.range(0, direction.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -Math.abs(direction[i])))
            .toList();
    long large = ranked.stream().filter(i -> Math.abs(direction[i]) > IN_WORDS).count();
    // A coordinate alone has curvature 1, so a flat direction is always of two at least.
    long least = eigenvalues[k] < FLAT ? 2 : 1;
    return ranked.subList(0, Math.toIntExact(Math.max(large, least)));
  }
}
