package org.sluice.inversion.surrogate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Looks for the ways in which a surrogate misleads an inversion; each is said once. */
final class LearningChecks {

  private static final int WINDOW = 64;
  private static final double RISE = 4;
  private static final double MATTERS = 0.5;
  private static final double SURELY = 2;

  private double sum;
  private int count;
  private double before = Double.NaN;
  private double least = Double.POSITIVE_INFINITY;
  private boolean saidOscillation;
  private boolean saidError;

  /** Takes a step's mean squared training error in. */
  void add(double trainingError) {
    sum += trainingError;
    if (++count == WINDOW) {
      before = sum / WINDOW;
      least = Math.min(least, before);
      sum = 0;
      count = 0;
    }
  }

  List<String> after(HeldOutErrors heldOut, double[] noise) {
    List<String> sentences = new ArrayList<>();
    if (!saidOscillation && before > RISE * least) {
      saidOscillation = true;
      sentences.add(
          "the surrogate's loss oscillates: it was %.3g and is %.3g; lower the surrogate's learning rate or raise its mini-batch"
              .formatted(least, before));
    }
    boolean enough = heldOut.size() >= WINDOW / 4;
    if (!saidError && enough && heldOut.inNoise(noise, SURELY) > MATTERS) {
      saidError = true;
      sentences.add(
          "the surrogate's error matters: under the current population it is %.2g of the noise's standard deviation, the solver's own variability apart; ask for more solves, train longer, or take a larger network"
              .formatted(heldOut.inNoise(noise, 0)));
    }
    return sentences;
  }

  void write(DataOutput out) throws IOException {
    out.writeDouble(sum);
    out.writeInt(count);
    out.writeDouble(before);
    out.writeDouble(least);
    out.writeBoolean(saidOscillation);
    out.writeBoolean(saidError);
  }

  void read(DataInput in) throws IOException {
    sum = in.readDouble();
    count = in.readInt();
    before = in.readDouble();
    least = in.readDouble();
    saidOscillation = in.readBoolean();
    saidError = in.readBoolean();
  }
}
