package org.sluice.inversion.surrogate;

import org.sluice.inversion.range.Range;

/**
 * The settings of the training of a surrogate's networks.
 *
 * @param members networks with weights of their own whose mean predicts, at least 1; 1 by default
 * @param inputs the form in which networks take the parameters; as they are by default
 * @param pretraining Adam steps on the presolves before the first step, 0 or more; 2000 by default
 * @param innerSteps T_inner, Adam steps in each step, 0 or more; 10 by default
 * @param miniBatch pairs in a mini-batch, drawn with replacement, at least 1; 64 by default
 * @param learningRate of Adam, more than 0; 1e-3 by default; halved after each quarter of the
 *     inversion's steps
 */
public record TrainingSettings(
    int members,
    NetworkInputs inputs,
    int pretraining,
    int innerSteps,
    int miniBatch,
    double learningRate) {

  /** Checks the ranges. */
  public TrainingSettings {
    Range.atLeast("members", 1, members);
    Range.atLeast("pretraining", 0, pretraining);
    Range.atLeast("innerSteps", 0, innerSteps);
    Range.atLeast("miniBatch", 1, miniBatch);
    Range.positive("learningRate", learningRate);
  }

  /** The defaults. */
  public static TrainingSettings defaults() {
    return new TrainingSettings(1, NetworkInputs.PLAIN, 2000, 10, 64, 1e-3);
  }

  /** The same with other inputs. */
  public TrainingSettings withInputs(NetworkInputs other) {
    return new TrainingSettings(members, other, pretraining, innerSteps, miniBatch, learningRate);
  }

  /** The same with other steps of Adam. */
  public TrainingSettings withSteps(int before, int inner, int pairs, double rate) {
    return new TrainingSettings(members, inputs, before, inner, pairs, rate);
  }

  /** The learning rate before a step of an inversion of so many. */
  double learningRate(long step, long steps) {
    long quarter = Math.clamp(4 * (step - 1) / steps, 0, 3);
    return learningRate / (1L << quarter);
  }
}
