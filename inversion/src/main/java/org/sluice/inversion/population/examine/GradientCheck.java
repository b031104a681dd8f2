package org.sluice.inversion.population.examine;

import java.util.ArrayList;
import java.util.List;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.problem.Start;
import org.sluice.inversion.population.samples.SignalCovariance;
import org.sluice.inversion.population.settings.GradientVariant;
import org.sluice.inversion.population.settings.Method;
import org.sluice.inversion.population.settings.RandomNumbers;
import org.sluice.inversion.population.settings.Sampling;
import org.sluice.inversion.population.settings.Settings;
import org.sluice.inversion.population.step.Objective;
import org.sluice.inversion.population.step.StepSizes;
import org.sluice.inversion.random.RandomStream;
import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Parallelism;
import org.sluice.kernels.Philox;

/**
 * Compares one entry of a hand-written gradient with its central difference.
 *
 * @param method the method of the gradient; for the cut gradient the difference holds the weight Γ′
 *     constant, for the standard one it moves the weight too
 * @param name of the coordinate
 * @param analytic the hand-written derivative
 * @param numeric the central difference
 * @param relativeError |analytic − numeric| divided by the larger of the two, or by a thousandth of
 *     the gradient's largest entry if that is more; entries are compared in natural units ({@link
 *     Objective#naturalUnits})
 */
public record GradientCheck(
    Method method, String name, double analytic, double numeric, double relativeError) {

  private static final int MOST_SAMPLES = 40;
  private static final int MOST_DATA = 25;
  private static final int MOST_SLICES = 10;

  // The loss has kinks where ranks swap, so a wide step may cross one where a narrow one does not,
  // and a narrow one has the larger rounding error: about 1e-8 at the narrowest, far below what a
  // check allows. A wrong derivative agrees with no width. Like the perturbation they are in
  // natural
  // units.
  private static final double[] STEPS = {1e-4, 1e-5, 1e-6, 1e-7, 1e-8};

  private static final double PERTURBATION = 0.1;

  /**
   * Compares every coordinate's derivative by the settings' method, in {@code F64}, at fixed random
   * numbers and a point near the start (at the start itself Γ often has equal eigenvalues, where
   * its condition number has no derivative). At most 40 samples, 25 data and 10 slices are used.
   *
   * @return one entry per coordinate
   */
  public static List<GradientCheck> of(
      Problem problem, Settings settings, Start start, Backend backend, Parallelism parallelism) {
    start.requireFit(problem);
    settings.requireFit(problem);
    double[] point = start.concatenated();
    List<String> names = new ArrayList<>(problem.measure().names());
    names.addAll(problem.noise().names());
    Settings small = reduced(problem, settings);
    List<SignalCovariance> signals = SignalCovariance.of(problem);
    int slices = new StepSizes(problem, small).firstSlices();
    try (Objective objective =
        new Objective(problem, small, signals, slices, backend, parallelism)) {
      objective.draw(RandomStream.COMMON);
      objective.evaluate(point, null);
      double[] units = objective.naturalUnits(point);
      long stream = RandomStream.GRADIENT_CHECK.number();
      for (int i = 0; i < point.length; i++) {
        point[i] += PERTURBATION * units[i] * Philox.normal(settings.seed(), stream, i);
      }
      return compare(objective, settings.method(), names, point, units);
    }
  }

  private static Settings reduced(Problem problem, Settings settings) {
    Sampling sampling = settings.sampling();
    long rows = problem.groups().stream().mapToLong(group -> group.data().rows()).max().orElse(0);
    long data = sampling.dataBatch() == 0 ? rows : (long) sampling.dataBatch();
    // They are drawn once, so fresh ones are fixed too; common ones would not allow the batch.
    return settings
        .with(settings.execution().withPrecision(ElementType.F64))
        .with(
            sampling
                .withSamples(Math.min(sampling.samples(), MOST_SAMPLES))
                .withSlices(Math.min(new StepSizes(problem, settings).firstSlices(), MOST_SLICES))
                .withDataBatch(data > MOST_DATA ? MOST_DATA : sampling.dataBatch())
                .withRandomNumbers(RandomNumbers.FRESH));
  }

  private static List<GradientCheck> compare(
      Objective objective, Method method, List<String> names, double[] point, double[] units) {
    double[] analytic = new double[point.length];
    objective.evaluate(point, analytic);
    double largest = 0;
    for (int i = 0; i < point.length; i++) {
      largest = Math.max(largest, Math.abs(analytic[i] * units[i]));
    }
    List<GradientCheck> checks = new ArrayList<>();
    for (int i = 0; i < point.length; i++) {
      GradientCheck best = null;
      for (double step : STEPS) {
        double numeric = difference(objective, method, point, i, step * units[i]);
        double scale = Math.max(Math.abs(analytic[i]), Math.abs(numeric)) * units[i];
        double difference = Math.abs(analytic[i] - numeric) * units[i];
        double error = difference / Math.max(scale, 1e-3 * largest);
        // Both zero: the coordinate has no effect, and the gradient says so.
        double relative = largest == 0 && scale == 0 ? 0 : error;
        if (best == null || relative < best.relativeError) {
          best = new GradientCheck(method, names.get(i), analytic[i], numeric, relative);
        }
      }
      checks.add(best);
    }
    return checks;
  }

  private static double difference(
      Objective objective, Method method, double[] point, int i, double width) {
    double[] up = point.clone();
    double[] down = point.clone();
    up[i] += width;
    down[i] -= width;
    boolean cut = method.gradient() == GradientVariant.CUT;
    double above = objective.evaluate(up, cut ? point : up, null);
    double below = objective.evaluate(down, cut ? point : down, null);
    return (above - below) / (up[i] - down[i]);
  }
}
