package org.sluice.inversion.optimise;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.sluice.kernels.Adam;

/** Adam on a few numbers on the heap, with its moments. Update rule: {@link Adam}. */
public final class AdamOptimiser {

  private final double[] first;
  private final double[] second;
  private final double[] scale;
  private long count;

  /** With all moments zero. */
  public AdamOptimiser(int size) {
    first = new double[size];
    second = new double[size];
    scale = new double[size];
    Arrays.fill(scale, 1);
  }

  /**
   * Makes the steps of each number so many times as long from now on. Adam's steps depend on the
   * gradient's sign and scatter but not on its size, so numbers of large units need it.
   */
  public void scaleSteps(double[] factors) {
    System.arraycopy(factors, 0, scale, 0, scale.length);
  }

  /** One step. */
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

  /** Reads what {@link #write} wrote for as many numbers. */
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
