package org.sluice.inversion.population.newton;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.sluice.inversion.optimise.CoordinateKind;
import org.sluice.inversion.population.problem.DivergedException;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.samples.DifferenceWidths;
import org.sluice.inversion.population.settings.RandomNumbers;
import org.sluice.inversion.population.settings.Settings;
import org.sluice.inversion.population.step.Linearisation;
import org.sluice.inversion.population.step.Objective;

/**
 * A stochastic Gauss–Newton iteration. A squared sliced distance is a sum of squares of quantile
 * differences, whose curvature {@link Linearisation} estimates without bias. First it
 * <em>arrives</em>: each step solves a damped system, and is taken only if the objective falls with
 * the same random numbers. Then it <em>averages</em>: each step with fresh random numbers gives one
 * more estimate of the root, and their mean is the result.
 *
 * <p>Coordinates are scaled by what they do to the samples, so that nothing depends on their units.
 */
public final class GaussNewton {

  private static final int MOST_ARRIVING = 80;
  private static final double FIRST_DAMPING = 1e-3;
  private static final double LEAST_DAMPING = 0.01;
  private static final double MORE_DAMPING = 0.05;
  private static final int TRIALS = 12;
  private static final double SHORT = 0.3;
  private static final double SAME_WAY = 0.3;
  private static final int ENDINGS = 2;
  private static final double VANISHED = 0.1;
  private static final double REVIVED = 0.3;
  private static final int REVIVALS = 3;
  private static final double SETTLED = 1e-4;
  private static final int MOST_RETREATS = 6;
  private static final double RETREAT = 0.8;

  private final List<CoordinateKind> kinds;
  private final boolean common;
  private final double dimension;
  private final DifferenceWidths widths;
  private final Averaging averaging;

  private long steps;
  private boolean arriving = true;
  private double damping = FIRST_DAMPING;
  private boolean shapesHeld;
  private int endings;
  private double[] before;
  private double[] squares;
  private final int[] revivals;
  private boolean settled;
  private double gain;
  private double value;

  /**
   * Prepares an iteration.
   *
   * @param tolerance τ: the iteration ends when the Monte-Carlo error of the mean is this many
   *     standard errors, root mean square over coordinates
   */
  public GaussNewton(Problem problem, Settings settings, double tolerance) {
    kinds = problem.kinds();
    common = settings.sampling().randomNumbers() == RandomNumbers.COMMON;
    dimension = problem.meanDimension();
    shapesHeld = kinds.contains(CoordinateKind.SHAPE);
    revivals = new int[kinds.size()];
    widths = new DifferenceWidths(problem);
    averaging = new Averaging(problem, kinds, widths, tolerance);
  }

  /** The share of a Newton step that the last step took. */
  public double gain() {
    return gain;
  }

  /**
   * The Euclidean norm of a gradient by the coordinates in the units of the last step, which move
   * whitened projections of samples by one; coordinates without effect do not count.
   */
  public double norm(double[] gradient) {
    double norm = 0;
    for (int j = 0; j < gradient.length; j++) {
      if (squares[j] > 0) {
        norm = Math.hypot(norm, gradient[j] * Math.sqrt(dimension / squares[j]));
      }
    }
    return norm;
  }

  /** Whether the iteration has come to its end. */
  public boolean finished() {
    return settled || averaging.finished();
  }

  /**
   * Evaluates the objective at the random numbers of the last draw.
   *
   * @param gradient written
   * @return the objective
   * @throws DivergedException if an evaluation is not finite
   */
  public double evaluate(Objective objective, double[] coordinates, double[] gradient) {
    if (!arriving && !common) {
      value = objective.step(coordinates, gradient);
      return value;
    }
    for (int retreat = 0; ; retreat++) {
      // An average over steps would lag behind long ones.
      objective.forgetSignals();
      try {
        value = objective.step(coordinates, gradient);
        if (isFinite(gradient) || before == null || retreat == MOST_RETREATS) {
          return value;
        }
      } catch (DivergedException | IllegalArgumentException e) {
        if (before == null || retreat == MOST_RETREATS) {
          throw e;
        }
      }
      retreat(coordinates);
    }
  }

  private boolean isFinite(double[] gradient) {
    return Double.isFinite(value) && Arrays.stream(gradient).allMatch(Double::isFinite);
  }

  /** The last step ended where the gradient is not finite, though the objective was. */
  private void retreat(double[] coordinates) {
    for (int j = 0; j < coordinates.length; j++) {
      coordinates[j] -= RETREAT * before[j];
      before[j] *= 1 - RETREAT;
    }
    damping = Math.max(4 * damping, MORE_DAMPING);
  }

  /**
   * Takes one step after {@link #evaluate}.
   *
   * @param coordinates changed in place
   * @param gradient at the coordinates
   */
  public void move(Objective objective, double[] coordinates, double[] gradient) {
    steps++;
    if (arriving || common) {
      arrive(objective, coordinates, gradient);
    } else {
      averaging.move(objective, coordinates, gradient);
      squares = averaging.squares();
      gain = averaging.gain();
    }
  }

  private void arrive(Objective objective, double[] coordinates, double[] gradient) {
    Linearisation linearisation = new Linearisation(coordinates.length);
    objective.linearise(coordinates, widths, linearisation, null);
    squares = linearisation.squares();
    double[] merit = linearisation.merit();
    NewtonMatrix newton = new NewtonMatrix(merit, moved(squares), NewtonMatrix.LEAST_OF_STEP);
    double[] from = coordinates.clone();
    double[] step = accepted(objective, newton, from, gradient);
    double length = 0;
    for (int j = 0; j < step.length; j++) {
      coordinates[j] = from[j] + step[j];
      length += step[j] * step[j] * squares[j] / dimension;
    }
    length = Math.sqrt(length / step.length);
    boolean shortStep = length < SHORT;
    boolean sameWay = before != null && cosine(merit, before, step) > SAME_WAY;
    if (common) {
      settled = length < SETTLED;
    }
    endings = shortStep && !sameWay ? endings + 1 : 0;
    if (shapesHeld && shortStep) {
      shapesHeld = false;
      endings = 0;
    }
    before = step;
    boolean revived = revive(squares, from, coordinates);
    if (!revived && endings >= ENDINGS || steps >= MOST_ARRIVING) {
      arriving = false;
    }
  }

  /**
   * The squares of coordinates that move. Far from the root a law's form can make up for a wrong
   * location or scale, and may never come back; so it is held until these are right.
   */
  private double[] moved(double[] squares) {
    double[] moved = squares.clone();
    for (int j = 0; j < moved.length; j++) {
      if (shapesHeld && kinds.get(j) == CoordinateKind.SHAPE) {
        moved[j] = 0;
      }
    }
    return moved;
  }

  /** Shortens the step until the objective falls. */
  private double[] accepted(
      Objective objective, NewtonMatrix newton, double[] from, double[] gradient) {
    double[] none = new double[from.length];
    for (int trial = 0; trial < TRIALS; trial++) {
      double[] step = Retraction.of(kinds, newton.solve(gradient, damping));
      double predicted = 0;
      double[] to = from.clone();
      for (int j = 0; j < step.length; j++) {
        to[j] += step[j];
        predicted -= step[j] * gradient[j] / 2;
      }
      double fall = value - merit(objective, to, from);
      double ratio = fall / predicted;
      gain = 1 / (1 + damping);
      // The prediction alone says nothing: one step's curvature may be negative along its
      // direction.
      if (fall > 0) {
        damping =
            ratio > 0.6
                ? Math.max(damping / 4, Math.min(damping, LEAST_DAMPING))
                : ratio < 0.25 ? Math.max(2 * damping, MORE_DAMPING) : damping;
        return step;
      }
      damping = Math.max(4 * damping, MORE_DAMPING);
    }
    gain = 0;
    return none;
  }

  private static double merit(Objective objective, double[] to, double[] held) {
    try {
      double merit = objective.evaluate(to, held, null);
      return Double.isNaN(merit) ? Double.POSITIVE_INFINITY : merit;
    } catch (DivergedException | IllegalArgumentException _) {
      return Double.POSITIVE_INFINITY;
    }
  }

  /** The cosine of the angle of two steps in the metric of a matrix; 1 if it has none. */
  private static double cosine(double[] metric, double[] first, double[] second) {
    double product = form(metric, first, second);
    double lengths = Math.sqrt(form(metric, first, first) * form(metric, second, second));
    return lengths > 0 ? product / lengths : 1;
  }

  private static double form(double[] metric, double[] first, double[] second) {
    int n = first.length;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        sum += first[i] * metric[i * n + j] * second[j];
      }
    }
    return sum;
  }

  /** A scale that has all but vanished has no gradient left, so it is set to a visible one. */
  private boolean revive(double[] squares, double[] from, double[] coordinates) {
    boolean revived = false;
    for (int j = 0; j < coordinates.length; j++) {
      double move = Math.sqrt(squares[j] / dimension);
      boolean vanished = kinds.get(j) == CoordinateKind.LOGARITHM && move < VANISHED;
      if (vanished && revivals[j] < REVIVALS && move > 0) {
        // The step itself may have raised it further.
        coordinates[j] = Math.max(coordinates[j], from[j] + Math.log(REVIVED / move));
        revivals[j]++;
        revived = true;
      }
    }
    return revived;
  }

  /**
   * Makes the iteration go on until it is more precise, a few times at most.
   *
   * @return whether it will
   */
  public boolean refine() {
    return !common && averaging.refine();
  }

  /** The result: the mean of the Newton points, or the last coordinates before there are any. */
  public double[] estimate(double[] coordinates) {
    return averaging.isEmpty() ? coordinates.clone() : averaging.estimate();
  }

  /** Writes the state. */
  public void write(DataOutput out) throws IOException {
    out.writeLong(steps);
    out.writeBoolean(arriving);
    out.writeDouble(damping);
    out.writeBoolean(shapesHeld);
    out.writeInt(endings);
    out.writeBoolean(before != null);
    for (int j = 0; before != null && j < before.length; j++) {
      out.writeDouble(before[j]);
    }
    for (int count : revivals) {
      out.writeInt(count);
    }
    out.writeBoolean(settled);
    widths.write(out);
    averaging.write(out);
  }

  /** Reads the state that {@link #write} wrote. */
  public void read(DataInput in) throws IOException {
    steps = in.readLong();
    arriving = in.readBoolean();
    damping = in.readDouble();
    shapesHeld = in.readBoolean();
    endings = in.readInt();
    before = in.readBoolean() ? new double[kinds.size()] : null;
    for (int j = 0; before != null && j < before.length; j++) {
      before[j] = in.readDouble();
    }
    for (int j = 0; j < revivals.length; j++) {
      revivals[j] = in.readInt();
    }
    settled = in.readBoolean();
    widths.read(in);
    averaging.read(in);
  }
}
