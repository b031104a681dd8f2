package org.sluice.inversion.population.newton;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sluice.inversion.optimise.CoordinateKind;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.samples.DifferenceWidths;
import org.sluice.inversion.population.step.Influence;
import org.sluice.inversion.population.step.Linearisation;
import org.sluice.inversion.population.step.Objective;

/**
 * The mean of Newton points near the root: with fresh random numbers each point p_t − A⁻¹ g_t is an
 * independent estimate of the root, wherever p_t is. The result is mean p_t − Ā⁻¹ mean g_t with the
 * mean curvature Ā.
 */
final class Averaging {

  private static final int LINEARISED_AT_FIRST = 10;
  private static final int LINEARISED_EVERY = 5;
  private static final double FIRST_GAIN = 0.5;
  private static final double LEAST_GAIN = 0.15;
  private static final double GAIN_STEPS = 8;
  private static final double LONGEST = 0.5;
  private static final int FIRST_CHECK = 12;
  private static final double CHECK_GROWTH = 1.25;
  private static final double DRIFTING = 1e-3;
  private static final double KEPT = 3;
  private static final int MOST_REFINEMENTS = 3;
  private static final double FINER = 0.7;

  private final List<CoordinateKind> kinds;
  private final double dimension;
  private double tolerance;
  private int refinements;
  private final DifferenceWidths widths;
  private final int count;
  private final Linearisation linearisation;
  private final Influence influence;
  private final List<double[]> points = new ArrayList<>();
  private final double[] sums;
  private final double[] gradients;
  private int nextCheck = FIRST_CHECK;
  private NewtonMatrix matrix;
  private double gain;
  private boolean finished;

  Averaging(
      Problem problem, List<CoordinateKind> kinds, DifferenceWidths widths, double tolerance) {
    this.kinds = kinds;
    this.widths = widths;
    this.tolerance = tolerance;
    dimension = problem.meanDimension();
    count = kinds.size();
    linearisation = new Linearisation(count);
    influence = new Influence(problem);
    sums = new double[count];
    gradients = new double[count];
  }

  boolean isEmpty() {
    return points.isEmpty();
  }

  boolean finished() {
    return finished;
  }

  double gain() {
    return gain;
  }

  /** {@link Linearisation#squares} of all linearisations so far. */
  double[] squares() {
    return linearisation.squares();
  }

  /** One step; see {@link GaussNewton#move}. */
  void move(Objective objective, double[] coordinates, double[] gradient) {
    int t = points.size();
    boolean first = influence.isEmpty();
    double[] explained = influence.explained(objective.drawn());
    if (t < LINEARISED_AT_FIRST || t % LINEARISED_EVERY == 0) {
      objective.linearise(coordinates, widths, linearisation, influence);
      matrix = null;
    }
    double[] reduced = gradient.clone();
    Arrays.setAll(reduced, j -> gradient[j] - explained[j]);
    double[] solution = matrix().solve(reduced, 0);
    if (!first) {
      double[] point = coordinates.clone();
      for (int j = 0; j < count; j++) {
        point[j] -= solution[j];
        sums[j] += coordinates[j];
        gradients[j] += reduced[j];
      }
      points.add(point);
    }
    move(coordinates, solution);
    if (points.size() == nextCheck) {
      check(coordinates);
    }
  }

  /** Of all linearisations so far; computed again only when there is another one. */
  private NewtonMatrix matrix() {
    if (matrix == null) {
      matrix =
          new NewtonMatrix(
              linearisation.newton(), linearisation.squares(), NewtonMatrix.LEAST_OF_STEP);
    }
    return matrix;
  }

  private void move(double[] coordinates, double[] solution) {
    gain = Math.max(LEAST_GAIN, FIRST_GAIN / (1 + points.size() / GAIN_STEPS));
    double[] squares = linearisation.squares();
    double length = 0;
    for (int j = 0; j < count; j++) {
      length += solution[j] * solution[j] * squares[j] / dimension;
    }
    length = gain * Math.sqrt(length / count);
    double factor = length > LONGEST ? gain * LONGEST / length : gain;
    for (int j = 0; j < count; j++) {
      solution[j] *= factor;
    }
    double[] step = Retraction.of(kinds, solution);
    for (int j = 0; j < count; j++) {
      coordinates[j] += step[j];
    }
  }

  private void check(double[] coordinates) {
    PointSeries series = new PointSeries(points);
    nextCheck = (int) Math.ceil(nextCheck * CHECK_GROWTH);
    if (series.drift() < DRIFTING || series.settling()) {
      double[] again = series.secondMean();
      System.arraycopy(again, 0, coordinates, 0, count);
      points.clear();
      Arrays.fill(sums, 0);
      Arrays.fill(gradients, 0);
      linearisation.fade(KEPT);
      matrix = null;
      nextCheck = FIRST_CHECK;
      return;
    }
    double[] covariance = matrix().sandwich(influence.gradientCovariance());
    // Without any standard error this is NaN, and the averaging goes on.
    finished = StandardErrors.rootMeanSquare(series.errors(), covariance) <= tolerance;
  }

  /** Goes on after {@link #finished}, to a lower error. */
  boolean refine() {
    if (!finished || refinements == MOST_REFINEMENTS) {
      return false;
    }
    refinements++;
    tolerance *= FINER;
    finished = false;
    return true;
  }

  /** The mean of the Newton points with the mean curvature. */
  double[] estimate() {
    int t = points.size();
    double[] mean = new double[count];
    for (int j = 0; j < count; j++) {
      mean[j] = gradients[j] / t;
    }
    double[] solution = matrix().solve(mean, 0);
    for (int j = 0; j < count; j++) {
      mean[j] = sums[j] / t - solution[j];
    }
    return mean;
  }

  void write(DataOutput out) throws IOException {
    linearisation.write(out);
    influence.write(out);
    out.writeInt(points.size());
    for (double[] point : points) {
      for (double value : point) {
        out.writeDouble(value);
      }
    }
    for (int j = 0; j < count; j++) {
      out.writeDouble(sums[j]);
      out.writeDouble(gradients[j]);
    }
    out.writeInt(nextCheck);
    out.writeBoolean(finished);
    out.writeDouble(tolerance);
    out.writeInt(refinements);
  }

  void read(DataInput in) throws IOException {
    linearisation.read(in);
    matrix = null;
    influence.read(in);
    points.clear();
    int size = in.readInt();
    for (int t = 0; t < size; t++) {
      double[] point = new double[count];
      for (int j = 0; j < count; j++) {
        point[j] = in.readDouble();
      }
      points.add(point);
    }
    for (int j = 0; j < count; j++) {
      sums[j] = in.readDouble();
      gradients[j] = in.readDouble();
    }
    nextCheck = in.readInt();
    finished = in.readBoolean();
    tolerance = in.readDouble();
    refinements = in.readInt();
  }
}
