package org.sluice.inversion.population.newton;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.sluice.inversion.directions.GivenDirections;
import org.sluice.inversion.directions.RandomDirections;
import org.sluice.inversion.directions.SliceDirections;
import org.sluice.inversion.directions.SobolDirections;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.samples.DifferenceWidths;
import org.sluice.inversion.population.samples.SignalCovariance;
import org.sluice.inversion.population.settings.Optimisation;
import org.sluice.inversion.population.settings.OptimiserType;
import org.sluice.inversion.population.settings.Sampling;
import org.sluice.inversion.population.settings.Settings;
import org.sluice.inversion.population.step.Influence;
import org.sluice.inversion.population.step.Linearisation;
import org.sluice.inversion.population.step.Objective;
import org.sluice.inversion.population.step.StepSizes;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Backends;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;

/**
 * The scatter of Newton points at the root, in squared standard errors for each evaluation, and the
 * ways to reduce it. {@code -Dpoints=1000} prints the table of docs/arriving.md; the default is
 * quick.
 */
class VarianceReductionTest {

  private static final int POINTS = Integer.getInteger("points", 100);
  private static final boolean ALL = Integer.getInteger("points") != null;
  private static final int LEARNT = 10;
  private static final int ROWS = 200;
  private static final int SAMPLES = 2 * ROWS;
  private static final long FIRST = 2000;

  /** Newton points: their mean in standard errors, coordinate by coordinate, and their variance. */
  private record Scatter(double[] mean, double variance) {

    static Scatter of(double[][] points) {
      int p = points[0].length;
      double[] mean = new double[p];
      double variance = 0;
      for (double[] point : points) {
        for (int j = 0; j < p; j++) {
          mean[j] += point[j] / points.length;
        }
      }
      for (double[] point : points) {
        for (int j = 0; j < p; j++) {
          variance += (point[j] - mean[j]) * (point[j] - mean[j]) / (points.length - 1) / p;
        }
      }
      return new Scatter(mean, variance);
    }

    /** The root mean square difference of the means, and that which scatter alone would make. */
    String shiftFrom(Scatter other) {
      double squares = 0;
      for (int j = 0; j < mean.length; j++) {
        squares += Math.pow(mean[j] - other.mean[j], 2) / mean.length;
      }
      double error = Math.sqrt((variance + other.variance) / POINTS);
      return String.format(Locale.ROOT, "%.2f (%.2f)", Math.sqrt(squares), error);
    }
  }

  /** A family at its root. */
  private static final class Root {
    private final Problem problem;
    private final Settings settings;
    private final double[] point;
    private final int slices;
    private Consumer<Matrix> changed = normals -> {};
    private boolean held;
    private NewtonMatrix matrix;
    private double[] errors;
    private Influence influence;

    Root(BadStarts.Family family) {
      problem = family.problem(ROWS, 9000);
      settings =
          Settings.defaults()
              .with(Sampling.defaults().withSamples(SAMPLES))
              .with(
                  Optimisation.defaults().withType(OptimiserType.GAUSS_NEWTON).withTolerance(0.05));
      point = Runs.of("vector", problem, settings, family.truth(problem)).coordinates();
      slices = new StepSizes(problem, settings).firstSlices();
    }

    /** The backend with its normals held or changed. */
    private Backend controlled(Backend backend) {
      return (Backend)
          Proxy.newProxyInstance(
              Backend.class.getClassLoader(),
              new Class<?>[] {Backend.class},
              (proxy, method, arguments) -> {
                boolean normals = method.getName().equals("normals");
                if (normals && held) {
                  arguments[1] = 8 + (long) arguments[1] % 4;
                }
                try {
                  Object result = method.invoke(backend, arguments);
                  if (normals) {
                    changed.accept((Matrix) arguments[2]);
                  }
                  return result;
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
    }

    private Objective objective(SliceDirections directions, Backend backend) {
      return new Objective(
          problem,
          settings.with(settings.sampling().withDirections(directions)),
          SignalCovariance.of(problem),
          slices,
          controlled(backend),
          Parallelism.serial());
    }

    private void learn(Objective objective) {
      int p = point.length;
      Linearisation linearisation = new Linearisation(p);
      DifferenceWidths widths = new DifferenceWidths(problem);
      influence = new Influence(problem);
      Influence whole = new Influence(problem);
      for (int r = 0; r < 4 * LEARNT; r++) {
        objective.draw(1000 + r);
        objective.step(point, new double[p]);
        objective.linearise(point, widths, linearisation, r < LEARNT ? influence : whole);
      }
      matrix =
          new NewtonMatrix(
              linearisation.newton(), linearisation.squares(), NewtonMatrix.LEAST_OF_MEAN);
      errors = StandardErrors.of(matrix.sandwich(whole.gradientCovariance()));
    }

    /** A⁻¹ g at the root in standard errors, without the part that is explained if asked for. */
    private double[] newton(Objective objective, long step, boolean reduced) {
      objective.draw(step);
      double[] gradient = new double[point.length];
      objective.step(point, gradient);
      double[] explained = influence.explained(objective.drawn());
      for (int j = 0; reduced && j < gradient.length; j++) {
        gradient[j] -= explained[j];
      }
      double[] newton = matrix.solve(gradient, 0);
      for (int j = 0; j < newton.length; j++) {
        newton[j] /= errors[j];
      }
      return newton;
    }

    private Scatter scatter(SliceDirections directions, boolean reduced) {
      try (Backend backend = Backends.open("vector", Parallelism.serial()).backend();
          Objective objective = objective(directions, backend)) {
        if (matrix == null) {
          learn(objective);
        }
        double[][] points = new double[POINTS][];
        Arrays.setAll(points, r -> newton(objective, FIRST + r, reduced));
        return Scatter.of(points);
      }
    }

    Scatter scatter() {
      return scatter(RandomDirections.ORTHOGONAL, false);
    }

    Scatter withChanged(Consumer<Matrix> change) {
      changed = change;
      Scatter scatter = scatter();
      changed = normals -> {};
      return scatter;
    }

    Scatter ofSlices() {
      held = true;
      Scatter scatter = scatter();
      held = false;
      return scatter;
    }

    Scatter ofSamples() {
      int dimension = problem.largestDimension();
      Matrix directions = Matrix.of(new double[slices * dimension], slices, dimension);
      int half = (slices + 1) / 2;
      RandomDirections.ORTHOGONAL.fill(77, 1, 0, directions.rows(0, half));
      RandomDirections.ORTHOGONAL.fill(77, 1, half, directions.rows(half, slices));
      return scatter(new GivenDirections(directions), false);
    }

    /** Pairs of steps with opposite normals, as one point of two evaluations. */
    Scatter ofAntitheticSteps() {
      try (Backend backend = Backends.open("vector", Parallelism.serial()).backend();
          Objective objective = objective(RandomDirections.ORTHOGONAL, backend)) {
        double[][] points = new double[POINTS / 2][];
        for (int r = 0; r < points.length; r++) {
          points[r] = newton(objective, FIRST + r, false);
          changed = normals -> negate(normals, 0, normals.rows(), 0);
          double[] opposite = newton(objective, FIRST + r, false);
          changed = normals -> {};
          for (int j = 0; j < opposite.length; j++) {
            points[r][j] = (points[r][j] + opposite[j]) / Math.sqrt(2);
          }
        }
        return Scatter.of(points);
      }
    }
  }

  /** Rows become the negatives of those that lie a distance before. */
  private static void negate(Matrix normals, long from, long to, long distance) {
    for (long i = from; i < to; i++) {
      for (long j = 0; j < normals.columns(); j++) {
        normals.set(i, j, -normals.get(i - distance, j));
      }
    }
  }

  private static void oppositeBatches(Matrix normals) {
    negate(normals, ROWS, SAMPLES, ROWS);
  }

  private static void oppositeRows(Matrix normals) {
    for (long from = 0; from < SAMPLES; from += ROWS) {
      negate(normals, from + ROWS / 2, from + ROWS, ROWS / 2);
    }
  }

  @Test
  void controlVariatesRemoveMostOfTheScatterAndDoNotMoveTheMean() {
    List<BadStarts.Family> families = BadStarts.families();
    for (BadStarts.Family family : ALL ? families : families.subList(0, 2)) {
      Root root = new Root(family);
      Scatter plain = root.scatter();
      Scatter reduced = root.scatter(RandomDirections.ORTHOGONAL, true);
      System.out.printf(
          Locale.ROOT,
          "%-16s %.2f; control variates %.2f, mean moved by %s%n",
          family.name(),
          plain.variance,
          reduced.variance,
          reduced.shiftFrom(plain));
      if (ALL) {
        printOtherWays(root, plain);
      }
      assertThat(reduced.variance).isLessThan(0.6 * plain.variance);
      for (int j = 0; j < plain.mean.length; j++) {
        // Coordinates differ in their scatter, so this is no sharp test of each.
        double error = Math.sqrt(plain.variance / POINTS);
        assertThat(Math.abs(reduced.mean[j] - plain.mean[j])).isLessThan(5 * error);
      }
    }
  }

  private static void printOtherWays(Root root, Scatter plain) {
    Scatter batches = root.withChanged(VarianceReductionTest::oppositeBatches);
    Scatter rows = root.withChanged(VarianceReductionTest::oppositeRows);
    System.out.printf(
        Locale.ROOT,
        "    of slices alone %.2f, of samples alone %.2f; independent slices %.2f, Sobol %.2f%n",
        root.ofSlices().variance,
        root.ofSamples().variance,
        root.scatter(RandomDirections.IID, false).variance,
        root.scatter(new SobolDirections(), false).variance);
    System.out.printf(
        Locale.ROOT,
        "    antithetic steps %.2f; batches %.2f, moved by %s; rows %.2f, moved by %s%n",
        root.ofAntitheticSteps().variance,
        batches.variance,
        batches.shiftFrom(plain),
        rows.variance,
        rows.shiftFrom(plain));
  }
}
