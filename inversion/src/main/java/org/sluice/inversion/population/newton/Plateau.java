package org.sluice.inversion.population.newton;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.samples.DifferenceWidths;
import org.sluice.inversion.population.step.Influence;
import org.sluice.inversion.population.step.Linearisation;
import org.sluice.inversion.population.step.Objective;

/**
 * Detects that iterates no longer move: the mean iterates of two successive windows of {@value
 * #WINDOW} steps differ by less than a part of the estimate's standard errors. The loss itself is
 * no measure of this, since whitening by a noise that still falls makes it rise.
 */
public final class Plateau {

  private static final int WINDOW = 50;
  private static final double REMEMBERED = 5;

  private final double standardErrors;
  private final Linearisation linearisation;
  private final Influence influence;
  private final DifferenceWidths widths;
  private final double[] sums;
  private final double[] before;
  private int count;
  private boolean first = true;

  /**
   * Sets the tolerance.
   *
   * @param standardErrors the move, root mean square over numbers in their standard errors, at
   *     least 0; with 0 there is never a plateau
   * @throws IllegalArgumentException if there are more numbers than {@link
   *     Arrival#MOST_COORDINATES} and a plateau is asked for
   */
  public Plateau(Problem problem, double standardErrors) {
    this.standardErrors = standardErrors;
    int coordinates = problem.kinds().size();
    if (standardErrors > 0 && coordinates > Arrival.MOST_COORDINATES) {
      throw new IllegalArgumentException(
          "stop.plateau needs at most %d numbers, and the problem has %d; leave it out"
              .formatted(Arrival.MOST_COORDINATES, coordinates));
    }
    int kept = standardErrors > 0 ? coordinates : 0;
    linearisation = new Linearisation(kept);
    influence = standardErrors > 0 ? new Influence(problem) : null;
    widths = new DifferenceWidths(problem);
    sums = new double[kept];
    before = new double[kept];
  }

  /**
   * Adds an iterate; returns whether the step completes a window on a plateau. At the end of a
   * window the model's samples are used up.
   *
   * @param evaluated the coordinates of the objective's last evaluation
   * @param coordinates after the step
   */
  public boolean reached(Objective objective, double[] evaluated, double[] coordinates) {
    if (standardErrors == 0) {
      return false;
    }
    for (int j = 0; j < sums.length; j++) {
      sums[j] += coordinates[j];
    }
    count++;
    if (count < WINDOW) {
      return false;
    }
    linearisation.fade(REMEMBERED);
    objective.linearise(evaluated, widths, linearisation, influence);
    double move = first ? Double.POSITIVE_INFINITY : move();
    for (int j = 0; j < sums.length; j++) {
      before[j] = sums[j] / WINDOW;
    }
    Arrays.fill(sums, 0);
    count = 0;
    first = false;
    return move < standardErrors;
  }

  private double move() {
    NewtonMatrix matrix =
        new NewtonMatrix(
            linearisation.newton(), linearisation.squares(), NewtonMatrix.LEAST_OF_STEP);
    double[] covariance = matrix.sandwich(influence.gradientCovariance());
    double[] moves = new double[sums.length];
    for (int j = 0; j < moves.length; j++) {
      moves[j] = sums[j] / WINDOW - before[j];
    }
    return StandardErrors.rootMeanSquare(moves, covariance);
  }

  /** Writes the state of both windows. */
  public void write(DataOutput out) throws IOException {
    if (standardErrors == 0) {
      return;
    }
    linearisation.write(out);
    influence.write(out);
    widths.write(out);
    for (int j = 0; j < sums.length; j++) {
      out.writeDouble(sums[j]);
      out.writeDouble(before[j]);
    }
    out.writeInt(count);
    out.writeBoolean(first);
  }

  /** Reads the state that {@link #write} wrote. */
  public void read(DataInput in) throws IOException {
    if (standardErrors == 0) {
      return;
    }
    linearisation.read(in);
    influence.read(in);
    widths.read(in);
    for (int j = 0; j < sums.length; j++) {
      sums[j] = in.readDouble();
      before[j] = in.readDouble();
    }
    count = in.readInt();
    first = in.readBoolean();
  }
}
