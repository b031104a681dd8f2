package org.sluice.inversion.surrogate;

/**
 * When solves are asked for and how a surrogate is trained on them (the algorithm of arXiv
 * 2505.19841: solves where the current population has its mass, a few optimiser steps on the
 * growing empirical measure for each step of the inversion).
 *
 * @param presolves N_pre, solves at the population's start, at least 1 unless pairs are imported;
 *     500 by default
 * @param repeats share of the solves that are made again, to tell how the solver varies at fixed
 *     parameters, in [0, 1]; unless it is 0, 8 of the presolves are, and no others if the solver
 *     does not vary; 0.125 by default
 * @param lastRequest T_a, the last step that asks for solves, 0 for none; 1000 by default
 * @param every steps from one request to the next, at least 1; 1 by default
 * @param batch solves in a request, at least 1; 1 by default
 * @param lag steps from a request to the step before which its solves are learnt, 0 or more; what
 *     is solved runs beside the steps between; 1 by default
 * @param pretraining Adam steps on the presolves before the first step, 0 or more; 2000 by default
 * @param innerSteps T_inner, Adam steps in each step, 0 or more; 10 by default
 * @param batchRows pairs in a mini-batch, drawn with replacement, at least 1; 64 by default
 * @param learningRate of Adam, more than 0; 1e-3 by default
 * @param steps of the inversion: the learning rate is halved after each quarter of them
 * @param members networks with weights of their own whose mean predicts, at least 1; 1 by default
 * @param logarithms whether networks see the logarithms of the parameters, which then must be
 *     positive; false by default
 * @param redraw whether a failed solve is replaced by another draw of the same population, which
 *     favours what the solver can do; otherwise it is left out; false by default
 * @param mostFailures the share of failed solves, in [0, 1], past which the run ends; 0.2 by
 *     default
 * @param seed of weights, draws and mini-batches; 1 by default
 */
public record ActiveLearningSettings(
    int presolves,
    double repeats,
    long lastRequest,
    int every,
    int batch,
    int lag,
    int pretraining,
    int innerSteps,
    int batchRows,
    double learningRate,
    long steps,
    int members,
    boolean logarithms,
    boolean redraw,
    double mostFailures,
    long seed) {

  /** Checks the ranges. */
  public ActiveLearningSettings {
    requireAtLeast("presolves", 0, presolves);
    requireAtLeast("last request", 0, lastRequest);
    requireAtLeast("steps between requests", 1, every);
    requireAtLeast("solves in a request", 1, batch);
    requireAtLeast("lag", 0, lag);
    requireAtLeast("pretraining", 0, pretraining);
    requireAtLeast("inner steps", 0, innerSteps);
    requireAtLeast("mini-batch", 1, batchRows);
    requireAtLeast("steps", 1, steps);
    requireAtLeast("members", 1, members);
    if (!(learningRate > 0 && learningRate < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the surrogate's learning rate must be more than 0 and finite, not " + learningRate);
    }
    if (!(repeats >= 0 && repeats <= 1)) {
      throw new IllegalArgumentException(
          "the share of solves that are made again must be in [0, 1], not " + repeats);
    }
    if (!(mostFailures >= 0 && mostFailures <= 1)) {
      throw new IllegalArgumentException(
          "the share of failed solves must be in [0, 1], not " + mostFailures);
    }
  }

  /** The defaults for an inversion of so many steps. */
  public static ActiveLearningSettings defaults(long steps) {
    return new ActiveLearningSettings(
        500, 0.125, 1000, 1, 1, 1, 2000, 10, 64, 1e-3, steps, 1, false, false, 0.2, 1);
  }

  /** The last step up to a step that asks for solves; 0 if there is none. */
  long latestRequest(long step) {
    long last = Math.min(step, lastRequest);
    return last < 1 ? 0 : last - (last - 1) % every;
  }

  /** The same with other solves. */
  public ActiveLearningSettings withSolves(
      int before, long last, int stepsBetween, int solves, int stepsLater) {
    return new ActiveLearningSettings(
        before,
        repeats,
        last,
        stepsBetween,
        solves,
        stepsLater,
        pretraining,
        innerSteps,
        batchRows,
        learningRate,
        steps,
        members,
        logarithms,
        redraw,
        mostFailures,
        seed);
  }

  /** The same with another share of solves that are made again. */
  public ActiveLearningSettings withRepeats(double share) {
    return new ActiveLearningSettings(
        presolves,
        share,
        lastRequest,
        every,
        batch,
        lag,
        pretraining,
        innerSteps,
        batchRows,
        learningRate,
        steps,
        members,
        logarithms,
        redraw,
        mostFailures,
        seed);
  }

  /** The same with other training. */
  public ActiveLearningSettings withTraining(int before, int inner, int rows, double rate) {
    return new ActiveLearningSettings(
        presolves,
        repeats,
        lastRequest,
        every,
        batch,
        lag,
        before,
        inner,
        rows,
        rate,
        steps,
        members,
        logarithms,
        redraw,
        mostFailures,
        seed);
  }

  /** The same with another number of networks. */
  public ActiveLearningSettings withMembers(int count) {
    return new ActiveLearningSettings(
        presolves,
        repeats,
        lastRequest,
        every,
        batch,
        lag,
        pretraining,
        innerSteps,
        batchRows,
        learningRate,
        steps,
        count,
        logarithms,
        redraw,
        mostFailures,
        seed);
  }

  /** The same with or without logarithms. */
  public ActiveLearningSettings withLogarithms(boolean taken) {
    return new ActiveLearningSettings(
        presolves,
        repeats,
        lastRequest,
        every,
        batch,
        lag,
        pretraining,
        innerSteps,
        batchRows,
        learningRate,
        steps,
        members,
        taken,
        redraw,
        mostFailures,
        seed);
  }

  /** The same with another policy for failed solves. */
  public ActiveLearningSettings withFailures(boolean drawAgain, double most) {
    return new ActiveLearningSettings(
        presolves,
        repeats,
        lastRequest,
        every,
        batch,
        lag,
        pretraining,
        innerSteps,
        batchRows,
        learningRate,
        steps,
        members,
        logarithms,
        drawAgain,
        most,
        seed);
  }

  /** The same with another seed. */
  public ActiveLearningSettings withSeed(long other) {
    return new ActiveLearningSettings(
        presolves,
        repeats,
        lastRequest,
        every,
        batch,
        lag,
        pretraining,
        innerSteps,
        batchRows,
        learningRate,
        steps,
        members,
        logarithms,
        redraw,
        mostFailures,
        other);
  }

  /** The learning rate before a step: halved after each quarter of the steps. */
  double learningRate(long step) {
    long quarter = Math.clamp(4 * (step - 1) / steps, 0, 3);
    return learningRate / (1L << quarter);
  }

  private static void requireAtLeast(String what, long least, long value) {
    if (value < least) {
      throw new IllegalArgumentException(
          "the surrogate's %s must be at least %d, not %d".formatted(what, least, value));
    }
  }
}
