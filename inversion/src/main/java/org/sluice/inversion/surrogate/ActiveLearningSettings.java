package org.sluice.inversion.surrogate;

/**
 * The schedule of solves and the training of a surrogate on them (the algorithm of arXiv
 * 2505.19841: solves where the current population has its mass, a few optimiser steps on the
 * growing empirical measure for each step of the inversion).
 *
 * @param solves the schedule of solves
 * @param training of the networks on them
 */
public record ActiveLearningSettings(SolveSettings solves, TrainingSettings training) {

  /** The defaults. */
  public static ActiveLearningSettings defaults() {
    return new ActiveLearningSettings(SolveSettings.defaults(), TrainingSettings.defaults());
  }

  /** The same with other solves. */
  public ActiveLearningSettings with(SolveSettings other) {
    return new ActiveLearningSettings(other, training);
  }

  /** The same with other training. */
  public ActiveLearningSettings with(TrainingSettings other) {
    return new ActiveLearningSettings(solves, other);
  }
}
