package org.sluice.inversion.population.newton;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sluice.inversion.population.problem.Coordinates;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.samples.SignalCovariance;
import org.sluice.inversion.population.settings.Settings;
import org.sluice.inversion.population.step.Influence;
import org.sluice.inversion.population.step.Objective;
import org.sluice.inversion.population.step.StepSizes;
import org.sluice.inversion.surrogate.Emulator;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Parallelism;

/**
 * Judges whether a point is the root of the objective's mean gradient, by one Newton step from
 * fresh evaluations: the step's length in statistical standard errors, beside its own Monte-Carlo
 * error. Whatever the units of data and parameters, the judgement is the same.
 *
 * <p>The standard errors are of first order: A⁻¹ B A⁻ᵀ with the covariance B of the individuals'
 * influence on the gradient (the sandwich of Huber, 1967).
 *
 * @param verdict the judgement
 * @param step the root mean square over numbers of the Newton step, in standard errors
 * @param error the Monte-Carlo error of the step, likewise
 * @param drift the probability of a step as significant as this from the scatter of the evaluations
 *     alone, for the number whose step is the most significant and corrected for their count; NaN
 *     if random numbers are common
 * @param mostMoving the name of the number that the step moves by the most standard errors, or
 *     empty if there is none
 * @param curvature how strongly the data determine the numbers
 * @param distrusted the name of a number along which the curvature is wrong, so that the step is no
 *     judgement; empty if there is none. It is looked for where the forward map is learned.
 * @param steps the Newton step in each coordinate
 * @param covariance of the coordinates over data sets, to first order, p × p; NaN if a group has
 *     one individual
 * @param standardErrors of the physical numbers over data sets, to first order
 * @param individuals the change of the physical numbers, to first order, if an individual is left
 *     out: group by group, individual by individual
 * @param evaluations the number of fresh evaluations
 * @param forwardSolves evaluations of the forward map
 */
public record Arrival(
    Verdict verdict,
    double step,
    double error,
    double drift,
    String mostMoving,
    Curvature curvature,
    String distrusted,
    double[] steps,
    double[] covariance,
    double[] standardErrors,
    List<double[][]> individuals,
    int evaluations,
    long forwardSolves) {

  /** The fewest evaluations of a judgement. */
  public static final int EVALUATIONS = 16;

  /** The most coordinates for which a Newton step is affordable. */
  public static final int MOST_COORDINATES = 200;

  private static final int MOST_EVALUATIONS = 256;
  private static final double PRECISE = 0.2;
  private static final double CLEAR = 1.5;
  private static final double PRECISE_ENOUGH = 0.25;
  private static final double NEAR = 0.3;
  private static final double FAR = 0.35;
  private static final double SIGNIFICANT = 1e-3;

  /** Returns the reason why no judgement is possible if there are too many coordinates. */
  public static Optional<String> omission(int coordinates) {
    return coordinates <= MOST_COORDINATES
        ? Optional.empty()
        : Optional.of(
            "whether the run has arrived was not examined: at most %d numbers can be, and the problem has %d"
                .formatted(MOST_COORDINATES, coordinates));
  }

  /**
   * Judges a point.
   *
   * @param settings of the run that ended there
   * @param objective of that run, which is not used for steps afterwards
   * @param point its coordinates, of the population and then of the noise
   * @throws IllegalArgumentException if there are more than {@link #MOST_COORDINATES}
   * @throws org.sluice.inversion.population.problem.DivergedException if an evaluation is not
   *     finite
   */
  public static Arrival of(
      Problem problem, Settings settings, Objective objective, double[] point) {
    omission(point.length)
        .ifPresent(sentence -> {
          throw new IllegalArgumentException(sentence);
        });
    FreshEvaluations fresh = new FreshEvaluations(problem, settings, objective, point);
    fresh.extend(EVALUATIONS);
    Arrival arrival = judge(problem, fresh, point);
    int count = EVALUATIONS;
    while (arrival.unclear() && count < MOST_EVALUATIONS) {
      count *= 2;
      fresh.extend(count);
      arrival = judge(problem, fresh, point);
    }
    boolean learned = problem.groups().getFirst().forward() instanceof Emulator;
    return learned && arrival.verdict == Verdict.ARRIVED
        ? arrival.checked(problem, fresh, objective, point)
        : arrival;
  }

  /** The same, but not arrived if the curvature is wrong. */
  private Arrival checked(
      Problem problem, FreshEvaluations fresh, Objective objective, double[] point) {
    NewtonMatrix matrix = fresh.matrix();
    return SecantCheck.wrong(objective, matrix, point, coordinateErrors())
        .map(coordinate ->
            new Arrival(
                Verdict.NOISY,
                step,
                error,
                drift,
                mostMoving,
                curvature,
                Coordinates.names(problem).get(coordinate),
                steps,
                covariance,
                standardErrors,
                individuals,
                evaluations,
                forwardSolves + objective.takeForwardSolves()))
        .orElse(this);
  }

  /** Whether more evaluations may change the verdict. */
  private boolean unclear() {
    return switch (verdict) {
      case ARRIVED -> error > PRECISE;
      case NOISY -> error * Math.sqrt((double) evaluations / MOST_EVALUATIONS) <= PRECISE_ENOUGH;
      case MOVING -> step < CLEAR;
      case UNDETERMINED -> false;
    };
  }

  /**
   * Judges a point. The objective is made for it, with as many slices as the first step of a run.
   *
   * @throws IllegalArgumentException if there are more than {@link #MOST_COORDINATES}
   */
  public static Arrival of(
      Problem problem,
      Settings settings,
      double[] point,
      Backend backend,
      Parallelism parallelism) {
    int slices = new StepSizes(problem, settings).firstSlices();
    try (Objective objective =
        new Objective(
            problem, settings, SignalCovariance.of(problem), slices, backend, parallelism)) {
      return of(problem, settings, objective, point);
    }
  }

  private static Arrival judge(Problem problem, FreshEvaluations fresh, double[] point) {
    List<String> names = Coordinates.names(problem);
    int p = names.size();
    NewtonMatrix matrix = fresh.matrix();
    double[] covariance = matrix.sandwich(fresh.influence().gradientCovariance());
    int count = fresh.gradients().size();
    double[][] each = new double[count][];
    double[] mean = new double[p];
    for (int r = 0; r < count; r++) {
      each[r] = negative(matrix.solve(fresh.gradients().get(r), 0));
      for (int j = 0; j < p; j++) {
        mean[j] += each[r][j] / count;
      }
    }
    double[] scatter = scatter(each, mean);
    boolean common = fresh.commonGradient() != null;
    // The root of a fixed function is off by the scatter of one evaluation.
    double[] errors = scatter.clone();
    for (int j = 0; j < p && !common; j++) {
      errors[j] /= Math.sqrt(count);
    }
    double[] steps = common ? negative(matrix.solve(fresh.commonGradient(), 0)) : mean;
    double step = StandardErrors.rootMeanSquare(steps, covariance);
    double error = StandardErrors.rootMeanSquare(errors, covariance);
    double[] standardErrors = StandardErrors.of(covariance);
    int most = -1;
    double largest = 0;
    // A fixed function has no scatter that could explain a step.
    double drift = common ? Double.NaN : 1;
    for (int j = 0; j < p; j++) {
      if (!(standardErrors[j] > 0)) {
        continue;
      }
      double inErrors = Math.abs(steps[j]) / standardErrors[j];
      most = most < 0 || inErrors > largest ? j : most;
      largest = Math.max(largest, inErrors);
      double significance = StudentTail.twoSided(Math.abs(steps[j]) / errors[j], count - 1);
      drift = Math.min(drift, significance * p);
    }
    Curvature curvature =
        Curvature.of(
            names,
            fresh.matrices(),
            fresh.linearisation().squares(),
            inUnits(covariance, fresh.units()));
    PhysicalTangent physical = PhysicalTangent.at(problem, point, covariance);
    return new Arrival(
        verdict(curvature, step, error, drift, common),
        step,
        error,
        drift,
        most < 0 ? "" : names.get(most),
        curvature,
        "",
        steps,
        covariance,
        physical.standardErrors(covariance),
        individuals(matrix, fresh.influence(), physical),
        count,
        fresh.solves());
  }

  private static Verdict verdict(
      Curvature curvature, double step, double error, double drift, boolean common) {
    if (!curvature.undetermined().isEmpty() || Double.isNaN(step)) {
      return Verdict.UNDETERMINED;
    }
    if (common) {
      return step > FAR ? Verdict.MOVING : error > PRECISE_ENOUGH ? Verdict.NOISY : Verdict.ARRIVED;
    }
    double beyondScatter = Math.sqrt(Math.max(0, step * step - error * error));
    if (drift < SIGNIFICANT && beyondScatter > FAR) {
      return Verdict.MOVING;
    }
    return beyondScatter <= NEAR && error <= PRECISE_ENOUGH ? Verdict.ARRIVED : Verdict.NOISY;
  }

  private static double[] inUnits(double[] covariance, double[] units) {
    int p = units.length;
    double[] scaled = new double[p * p];
    for (int i = 0; i < p; i++) {
      for (int j = 0; j < p; j++) {
        scaled[i * p + j] = covariance[i * p + j] / units[i] / units[j];
      }
    }
    return scaled;
  }

  private static double[] scatter(double[][] each, double[] mean) {
    double[] scatter = new double[mean.length];
    for (double[] values : each) {
      for (int j = 0; j < scatter.length; j++) {
        scatter[j] += (values[j] - mean[j]) * (values[j] - mean[j]) / (each.length - 1);
      }
    }
    for (int j = 0; j < scatter.length; j++) {
      scatter[j] = Math.sqrt(scatter[j]);
    }
    return scatter;
  }

  private static double[] negative(double[] values) {
    double[] negative = new double[values.length];
    Arrays.setAll(negative, j -> -values[j]);
    return negative;
  }

  /** The change without each individual, of the coordinates −A⁻¹ h_n / N. */
  private static List<double[][]> individuals(
      NewtonMatrix matrix, Influence influence, PhysicalTangent physical) {
    List<double[][]> groups = new ArrayList<>();
    for (int g = 0; g < influence.groups(); g++) {
      double[][] changes = new double[influence.individuals(g)][];
      for (int n = 0; n < changes.length; n++) {
        double[] change = negative(matrix.solve(influence.of(g, n), 0));
        for (int j = 0; j < change.length; j++) {
          change[j] /= changes.length;
        }
        changes[n] = physical.times(change);
      }
      groups.add(changes);
    }
    return List.copyOf(groups);
  }

  /** The first-order standard error of each coordinate over data sets. */
  public double[] coordinateErrors() {
    return StandardErrors.of(covariance);
  }

  /** A sentence for the user where the verdict is not {@link Verdict#ARRIVED}. */
  public Optional<String> warning() {
    return Optional.ofNullable(
        switch (verdict) {
          case ARRIVED -> null;
          case MOVING ->
              "the run has not arrived: a Newton step from its end moves %s most, and the numbers by %.3g ± %.2g of their standard errors; take more steps or start nearer"
                  .formatted(mostMoving, step, error);
          case NOISY ->
              !distrusted.isEmpty()
                  ? "whether the run has arrived cannot be told, since the derivatives of the learned forward map do not agree with its differences along %s; train it longer or with more solves"
                      .formatted(distrusted)
                  : "whether the run has arrived cannot be told from its scatter: a Newton step from its end moves the numbers by %.3g ± %.2g of their standard errors; raise loss.samples"
                      .formatted(step, error);
          case UNDETERMINED ->
              curvature.undetermined().isEmpty()
                  ? "whether the run has arrived cannot be told, since the data give no standard errors"
                  : "whether the run has arrived cannot be told, since the data do not determine %s"
                      .formatted(String.join(", ", curvature.undetermined()));
        });
  }
}
