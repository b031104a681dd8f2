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
   * Sets the units of the parameters from now on. A step of the learning rate moves a parameter by
   * that many units, whatever its gradient; the gradient is taken by units too, so that the small
   * number in Adam's denominator means the same in every unit.
   *
   * @param units one for each parameter, positive
   */
  public void scaleSteps(double[] units) {
    for (int i = 0; i < scale.length; i++) {
      double ratio = units[i] / scale[i];
      first[i] *= ratio;
      second[i] *= ratio * ratio;
      scale[i] = units[i];
    }
  }

  /** Takes one step, in place. */
  public void step(double learningRate, double[] parameters, double[] gradient) {
    Adam.Step step = Adam.Step.of(++count, learningRate);
    double firstCorrection = 1 - Math.pow(step.beta1(), count);
    double secondCorrection = 1 - Math.pow(step.beta2(), count);
    for (int i = 0; i < parameters.length; i++) {
      double slope = scale[i] * gradient[i];
      first[i] = step.beta1() * first[i] + (1 - step.beta1()) * slope;
      second[i] = step.beta2() * second[i] + (1 - step.beta2()) * slope * slope;
      parameters[i] -=
          learningRate
              * scale[i]
              * (first[i] / firstCorrection)
              / (Math.sqrt(second[i] / secondCorrection) + step.epsilon());
    }
  }

  /** The Euclidean norm of a gradient by the parameters in their units. */
  public double norm(double[] gradient) {
    double norm = 0;
    for (int i = 0; i < gradient.length; i++) {
      norm = Math.hypot(norm, scale[i] * gradient[i]);
    }
    return norm;
  }

  /** Writes the moments and the units. */
  public void write(DataOutput out) throws IOException {
    out.writeLong(count);
    for (double value : scale) {
      out.writeDouble(value);
    }
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
    for (int i = 0; i < scale.length; i++) {
      scale[i] = in.readDouble();
    }
    for (int i = 0; i < first.length; i++) {
      first[i] = in.readDouble();
    }
    for (int i = 0; i < second.length; i++) {
      second[i] = in.readDouble();
    }
  }
}
