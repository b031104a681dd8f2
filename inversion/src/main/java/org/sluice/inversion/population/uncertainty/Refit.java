package org.sluice.inversion.population.uncertainty;

import java.util.function.Supplier;
import org.sluice.inversion.population.Inversion;
import org.sluice.inversion.population.Progress;
import org.sluice.inversion.population.problem.Coordinates;
import org.sluice.inversion.population.problem.DivergedException;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.settings.Optimisation;
import org.sluice.inversion.population.settings.OptimiserType;
import org.sluice.inversion.population.settings.Settings;
import org.sluice.inversion.population.settings.StopRules;
import org.sluice.inversion.population.step.StepSizes;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Parallelism;

/**
 * Fits a problem to other data, starting from the optimum for its own, with at most a quarter of
 * the run's steps, but at least 100. Where {@link OptimiserType#AUTO} would, and where the run did,
 * it takes Gauss–Newton steps, until the Monte-Carlo error of the fit is 0.3 of its standard error,
 * so that fits scatter by 4 % more than exact ones; they arrive wherever the data lead. Elsewhere
 * it takes all steps by Adam, in three stages from the run's learning rate on, the second half of
 * the iterates averaged.
 *
 * <p>Each fit is serial, on a separate backend, so that several can run at the same time.
 */
public final class Refit {

  private static final double TOLERANCE = 0.3;
  private static final int FRACTION = 4;
  private static final int FEWEST_STEPS = 100;
  private static final int STAGES = 3;
  private static final double AVERAGING = 0.5;

  private final Problem problem;
  private final Settings settings;
  private final double[] optimum;
  private final Supplier<Backend> backends;

  /**
   * Fits near an optimum.
   *
   * @param problem the families; and the data for which {@code optimum} was found
   * @param settings of the run that found it
   * @param optimum its coordinates, of the population and then of the noise
   * @param backends opens a new serial backend for each fit, which closes it
   * @throws IllegalArgumentException if the optimum does not fit the problem
   */
  public Refit(Problem problem, Settings settings, double[] optimum, Supplier<Backend> backends) {
    Coordinates.requireFit(problem, optimum);
    this.problem = problem;
    this.settings = shortened(problem, settings);
    this.optimum = optimum.clone();
    this.backends = backends;
  }

  private Refit(Refit other, Problem problem, double[] optimum, long seed) {
    this.problem = problem;
    this.settings = other.settings.withSeed(seed);
    this.optimum = optimum.clone();
    this.backends = other.backends;
  }

  /**
   * Returns fits near the optimum for other data.
   *
   * @param seed of the fits' random numbers
   */
  Refit near(Problem other, double[] itsOptimum, long seed) {
    return new Refit(this, other, itsOptimum, seed);
  }

  private static Settings shortened(Problem problem, Settings settings) {
    Optimisation whole = settings.optimisation();
    OptimiserType asked = whole.type() == OptimiserType.ADAM ? OptimiserType.AUTO : whole.type();
    int slices = new StepSizes(problem, settings).firstSlices();
    OptimiserType type = asked.of(settings, problem.kinds().size(), slices, false);
    return settings
        .with(StopRules.defaults())
        .with(type == OptimiserType.GAUSS_NEWTON ? byNewton(whole) : byAdam(whole));
  }

  private static Optimisation byNewton(Optimisation whole) {
    return whole
        .withType(OptimiserType.GAUSS_NEWTON)
        .withSteps(Math.max(FEWEST_STEPS, whole.steps() / FRACTION))
        .withTolerance(TOLERANCE);
  }

  private static Optimisation byAdam(Optimisation whole) {
    return whole
        .withType(OptimiserType.ADAM)
        .withSteps(Math.min(whole.steps(), Math.max(FEWEST_STEPS, whole.steps() / FRACTION)))
        .withStages(STAGES)
        .withAveraging(AVERAGING);
  }

  Problem problem() {
    return problem;
  }

  double[] optimum() {
    return optimum.clone();
  }

  long seed() {
    return settings.seed();
  }

  Backend backend() {
    return backends.get();
  }

  /**
   * Fits to data.
   *
   * @param other the same families with other individuals
   * @param seed of the fit's random numbers
   * @throws DivergedException naming the replicate
   */
  Fit to(Problem other, long seed, String replicate) {
    return fit(other, seed, replicate, false);
  }

  /** The same with first-order standard errors, where there are not too many numbers for them. */
  Fit withErrors(Problem other, long seed, String replicate) {
    return fit(other, seed, replicate, true);
  }

  private Fit fit(Problem other, long seed, String replicate, boolean judged) {
    try (Backend backend = backends.get()) {
      Inversion inversion =
          new Inversion(
              other,
              settings.withSeed(seed),
              Coordinates.start(problem, optimum),
              backend,
              Parallelism.serial());
      if (!judged) {
        inversion.withoutVerdict();
      }
      return Fit.of(inversion.run(Progress.silent()), settings.optimisation().type());
    } catch (DivergedException e) {
      throw new DivergedException("%s: %s".formatted(replicate, e.getMessage()));
    }
  }
}
