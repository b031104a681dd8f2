package org.sluice.kernels.vector;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.sluice.kernels.Adam;

/** Adam in one pass over four arrays, with the scalar kernel's order of operations. */
final class AdamStepF32 {

  private static final VectorSpecies<Float> SPECIES = Lanes.F32;
  private static final int BYTES = Float.BYTES;

  private AdamStepF32() {}

  static void apply(
      Adam.Step step,
      long count,
      MemorySegment parameters,
      MemorySegment gradient,
      MemorySegment first,
      MemorySegment second) {
    float beta1 = (float) step.beta1();
    float beta2 = (float) step.beta2();
    float rest1 = (float) (1 - step.beta1());
    float rest2 = (float) (1 - step.beta2());
    float rate = (float) (step.learningRate() / (1 - Math.pow(step.beta1(), step.count())));
    float scale = (float) (1 / Math.sqrt(1 - Math.pow(step.beta2(), step.count())));
    float epsilon = (float) step.epsilon();
    long bound = SPECIES.loopBound(count) * BYTES;
    for (long offset = 0; offset < bound; offset += SPECIES.vectorByteSize()) {
      FloatVector g = load(gradient, offset);
      FloatVector m = FloatVector.broadcast(SPECIES, beta1).fma(load(first, offset), g.mul(rest1));
      FloatVector v =
          FloatVector.broadcast(SPECIES, beta2).fma(load(second, offset), g.mul(rest2).mul(g));
      m.intoMemorySegment(first, offset, Lanes.ORDER);
      v.intoMemorySegment(second, offset, Lanes.ORDER);
      FloatVector denominator =
          v.sqrt()
              .fma(FloatVector.broadcast(SPECIES, scale), FloatVector.broadcast(SPECIES, epsilon));
      load(parameters, offset)
          .sub(m.mul(rate).div(denominator))
          .intoMemorySegment(parameters, offset, Lanes.ORDER);
    }
    for (long offset = bound; offset < count * BYTES; offset += BYTES) {
      float g = gradient.get(JAVA_FLOAT, offset);
      float m = Math.fma(beta1, first.get(JAVA_FLOAT, offset), rest1 * g);
      float v = Math.fma(beta2, second.get(JAVA_FLOAT, offset), rest2 * g * g);
      first.set(JAVA_FLOAT, offset, m);
      second.set(JAVA_FLOAT, offset, v);
      float root = (float) Math.sqrt(v);
      float p = parameters.get(JAVA_FLOAT, offset);
      parameters.set(JAVA_FLOAT, offset, p - rate * m / Math.fma(root, scale, epsilon));
    }
  }

  private static FloatVector load(MemorySegment segment, long offset) {
    return FloatVector.fromMemorySegment(SPECIES, segment, offset, Lanes.ORDER);
  }
}
