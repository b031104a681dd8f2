// Made from AdamStepF32.java by TwinSources. Change that file, not this one.
package org.sluice.kernels.vector;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.sluice.kernels.Adam;

/** Adam in one pass over four arrays, with the scalar kernel's order of operations. */
final class AdamStepF64 {

  private static final VectorSpecies<Double> SPECIES = Lanes.F64;
  private static final int BYTES = Double.BYTES;

  private final double beta1;
  private final double beta2;
  private final double rest1;
  private final double rest2;
  private final double rate;
  private final double scale;
  private final double epsilon;

  private AdamStepF64(Adam.Step step) {
    beta1 = (double) step.beta1();
    beta2 = (double) step.beta2();
    rest1 = (double) (1 - step.beta1());
    rest2 = (double) (1 - step.beta2());
    rate = (double) (step.learningRate() / (1 - Math.pow(step.beta1(), step.count())));
    scale = (double) (1 / Math.sqrt(1 - Math.pow(step.beta2(), step.count())));
    epsilon = (double) step.epsilon();
  }

  static void apply(
      Adam.Step step,
      long count,
      MemorySegment parameters,
      MemorySegment gradient,
      MemorySegment first,
      MemorySegment second) {
    AdamStepF64 scalars = new AdamStepF64(step);
    int vectors = Math.toIntExact(count / SPECIES.length());
    long bound = (long) vectors * SPECIES.vectorByteSize();
    scalars.vectors(vectors, parameters, gradient, first, second);
    scalars.rest(bound, count * BYTES, parameters, gradient, first, second);
  }

  private void vectors(
      int vectors,
      MemorySegment parameters,
      MemorySegment gradient,
      MemorySegment first,
      MemorySegment second) {
    for (int i = 0; i < vectors; i++) {
      long offset = (long) i * SPECIES.vectorByteSize();
      DoubleVector g = load(gradient, offset);
      DoubleVector m = broadcast(beta1).fma(load(first, offset), g.mul(rest1));
      DoubleVector v = broadcast(beta2).fma(load(second, offset), g.mul(rest2).mul(g));
      m.intoMemorySegment(first, offset, Lanes.ORDER);
      v.intoMemorySegment(second, offset, Lanes.ORDER);
      DoubleVector denominator = v.sqrt().fma(broadcast(scale), broadcast(epsilon));
      load(parameters, offset)
          .sub(m.mul(rate).div(denominator))
          .intoMemorySegment(parameters, offset, Lanes.ORDER);
    }
  }

  private void rest(
      long start,
      long end,
      MemorySegment parameters,
      MemorySegment gradient,
      MemorySegment first,
      MemorySegment second) {
    for (long offset = start; offset < end; offset += BYTES) {
      double g = gradient.get(JAVA_DOUBLE, offset);
      double m = Math.fma(beta1, first.get(JAVA_DOUBLE, offset), rest1 * g);
      double v = Math.fma(beta2, second.get(JAVA_DOUBLE, offset), rest2 * g * g);
      first.set(JAVA_DOUBLE, offset, m);
      second.set(JAVA_DOUBLE, offset, v);
      double root = (double) Math.sqrt(v);
      double p = parameters.get(JAVA_DOUBLE, offset);
      parameters.set(JAVA_DOUBLE, offset, p - rate * m / Math.fma(root, scale, epsilon));
    }
  }

  private static DoubleVector load(MemorySegment segment, long offset) {
    return DoubleVector.fromMemorySegment(SPECIES, segment, offset, Lanes.ORDER);
  }

  private static DoubleVector broadcast(double value) {
    return DoubleVector.broadcast(SPECIES, value);
  }
}
