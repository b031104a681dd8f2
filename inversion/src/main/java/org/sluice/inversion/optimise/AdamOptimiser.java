package org.sluice.inversion.optimise;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.sluice.kernels.Adam;

/**
 * Runs Adam on a heap array of parameters and holds the moments; {@link Adam} has the update rule.
 */
public final class AdamOptimiser {

  private final double[] first;
  private final double[] second;
  private final double[] scale;
  private long count;

  /** Starts with all moments zero. */
  public AdamOptimiser(int size) {
    first = new double[size];
    second = new double[size];
    scale = new double[size];
    Arrays.fill(scale, 1);
  }

  /**
   * Multiplies the learning rate of each parameter by a factor from now on. The length of Adam's
   * steps does not depend on the scale of the gradient, so a parameter of order 1000 needs longer
   * steps than one of order 1.
   */
  public void scaleSteps(double[] factors) {
    System.arraycopy(factors, 0, scale, 0, scale.length);
  }

  /** Takes one step, in place. */
  public void step(double learningRate, double[] parameters, double[] gradient) {
    Adam.Step step = Adam.Step.of(++count, learningRate);
    double firstCorrection = 1 - Math.pow(step.beta1(), count);
    double secondCorrection = 1 - Math.pow(step.beta2(), count);
    for (int i = 0; i < parameters.length; i++) {
      first[i] = step.beta1() * first[i] + (1 - step.beta1()) * gradient[i];
      second[i] = step.beta2() * second[i] + (1 - step.beta2()) * gradient[i] * gradient[i];
      parameters[i] -=
          learningRate
              * scale[i]
              * (first[i] / firstCorrection)
              / (Math.sqrt(second[i] / secondCorrection) + step.epsilon());
    }
  }

  /** Writes the moments. */
  public void write(DataOutput out) throws IOException {
    out.writeLong(count);
    for (double value : first) {
      out.writeDouble(value);
    }
    for (double value : second) {
      out.writeDouble(value);
    }
  }

  /** Reads the moments that {@link #write} wrote for the same number of parameters. */
  public void read(DataInput in) throws IOException {
    count = in.readLong();
    for (int i = 0; i < first.length; i++) {
      first[i] = in.readDouble();
    }
    for (int i = 0; i < second.length; i++) {
      second[i] = in.readDouble();
    }
  }
}
