package org.sluice.inversion;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Looks for the known ways in which an inversion degenerates, and says what to do. */
final class LiveChecks {

  private static final double VANISHING = 1e-4;
  private static final double ILL_CONDITIONED = 1e8;

  private enum Kind {
    NOISE,
    POPULATION,
    CONDITION
  }

  private final double dataSpread;
  private final double startSpread;
  private final Set<Kind> seen = EnumSet.noneOf(Kind.class);

  /**
   * Checks relative to where the inversion starts.
   *
   * @param dataSpread the data's pooled standard deviation
   * @param startSpread {@link Objective#parameterSpread} at the start
   */
  LiveChecks(double dataSpread, double startSpread) {
    this.dataSpread = dataSpread;
    this.startSpread = startSpread;
  }

  /** The sentences that were not said before, after an evaluation at a step. */
  List<String> after(Objective objective, long step) {
    List<String> sentences = new ArrayList<>();
    double noise = objective.noiseStandardDeviation();
    if (noise < VANISHING * dataSpread && seen.add(Kind.NOISE)) {
      sentences.add(
          "the noise is vanishing: its standard deviation was %.3g in step %d while the data's is %.3g; start it larger, lower the learning rate, or check that the data are noisy at all"
              .formatted(noise, step, dataSpread));
    }
    double spread = objective.parameterSpread();
    if (spread < VANISHING * startSpread && seen.add(Kind.POPULATION)) {
      sentences.add(
          "the population is collapsing to a point: its spread was %.3g in step %d and %.3g at the start; lower the learning rate, use more data, or put a prior on the population"
              .formatted(spread, step, startSpread));
    }
    double condition = objective.conditionNumber();
    if (condition > ILL_CONDITIONED && seen.add(Kind.CONDITION)) {
      sentences.add(
          "the noise covariance is nearly singular: its condition number was %.3g in step %d; raise the condition regulariser's weight or choose a noise model with fewer numbers"
              .formatted(condition, step));
    }
    return sentences;
  }
}
