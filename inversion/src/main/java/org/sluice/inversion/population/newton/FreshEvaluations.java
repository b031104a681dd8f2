package org.sluice.inversion.population.newton;

import java.util.ArrayList;
import java.util.List;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.samples.DifferenceWidths;
import org.sluice.inversion.population.settings.RandomNumbers;
import org.sluice.inversion.population.settings.Settings;
import org.sluice.inversion.population.step.Influence;
import org.sluice.inversion.population.step.Linearisation;
import org.sluice.inversion.population.step.Objective;
import org.sluice.inversion.random.RandomStream;

/**
 * Evaluations of the objective at one point with random numbers that no step of a run uses: the
 * gradients, their derivative and the individuals' influence.
 */
final class FreshEvaluations {

  // The steps before are those of the final loss and of other examinations.
  private static final long FIRST = RandomStream.EVALUATION + 1000;

  // A linearisation takes a forward pass for each coordinate of the population.
  private static final int FORWARD_PASSES = 128;
  private static final int FEWEST_LINEARISATIONS = 4;
  private static final int ENOUGH_LINEARISATIONS = Arrival.EVALUATIONS;

  private final Objective objective;
  private final double[] point;
  private final boolean common;
  private final int linearised;
  private final List<double[]> gradients = new ArrayList<>();
  private final Linearisation linearisation;
  private final Influence influence;
  private final DifferenceWidths widths;
  private final List<double[]> matrices = new ArrayList<>();
  private double[] units;
  private double[] commonGradient;
  private long solves;

  /**
   * Prepares evaluations.
   *
   * @param objective of the run, whose random numbers and averages are replaced
   * @param point all coordinates
   */
  FreshEvaluations(Problem problem, Settings settings, Objective objective, double[] point) {
    this.objective = objective;
    this.point = point;
    common = settings.sampling().randomNumbers() == RandomNumbers.COMMON;
    int passes = Math.max(1, problem.measure().coordinateCount());
    linearised = Math.max(FEWEST_LINEARISATIONS, FORWARD_PASSES / passes);
    linearisation = new Linearisation(point.length);
    influence = new Influence(problem);
    widths = new DifferenceWidths(problem);
    objective.forgetSignals();
    objective.takeForwardSolves();
  }

  /** Adds evaluations until there are {@code count}. */
  void extend(int count) {
    if (common && commonGradient == null) {
      commonGradient = new double[point.length];
      objective.draw(RandomStream.COMMON);
      objective.step(point, commonGradient);
    }
    if (influence.isEmpty()) {
      evaluate(FIRST);
    }
    while (gradients.size() < count) {
      gradients.add(evaluate(FIRST + 1 + gradients.size()));
    }
  }

  /** A gradient without the scatter that the evaluations before explain. */
  private double[] evaluate(long step) {
    double[] gradient = new double[point.length];
    objective.draw(step);
    objective.step(point, gradient);
    double[] explained = influence.explained(objective.drawn());
    // The root of a fixed function has all of the scatter.
    for (int j = 0; j < gradient.length && !common; j++) {
      gradient[j] -= explained[j];
    }
    if (matrices.size() < Math.min(linearised, ENOUGH_LINEARISATIONS)) {
      Linearisation one = new Linearisation(point.length);
      objective.linearise(point, widths, one, influence);
      linearisation.add(one);
      matrices.add(one.newton());
    }
    if (units == null) {
      units = objective.naturalUnits(point);
    }
    return gradient;
  }

  /** The gradients, one for each evaluation. */
  List<double[]> gradients() {
    return List.copyOf(gradients);
  }

  /** The gradient with the random numbers of all of a run's steps, or null if these differ. */
  double[] commonGradient() {
    return commonGradient;
  }

  /** The Newton matrices of single evaluations. */
  List<double[]> matrices() {
    return List.copyOf(matrices);
  }

  /** {@link Objective#naturalUnits} at the point. */
  double[] units() {
    return units;
  }

  /** The Newton matrix of all evaluations. */
  NewtonMatrix matrix() {
    return new NewtonMatrix(
        linearisation.newton(), linearisation.squares(), NewtonMatrix.LEAST_OF_MEAN);
  }

  Linearisation linearisation() {
    return linearisation;
  }

  Influence influence() {
    return influence;
  }

  /** Evaluations of the forward map so far. */
  long solves() {
    solves += objective.takeForwardSolves();
    return solves;
  }
}
