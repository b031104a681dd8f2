package org.sluice.kernels.vector;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.sluice.kernels.Adam;
import org.sluice.kernels.vector.lane.Lanes;

/** One step of Adam in one pass over four arrays, in the scalar kernel's order of operations. */
final class AdamStepF32 {

  private static final VectorSpecies<Float> SPECIES = Lanes.F32;
  private static final int BYTES = Float.BYTES;

  private final float beta1;
  private final float beta2;
  private final float rest1;
  private final float rest2;
  private final float rate;
  private final float scale;
  private final float epsilon;

  private AdamStepF32(Adam.Step step) {
    beta1 = (float) step.beta1();
    beta2 = (float) step.beta2();
    rest1 = (float) (1 - step.beta1());
    rest2 = (float) (1 - step.beta2());
    rate = (float) (step.learningRate() / (1 - Math.pow(step.beta1(), step.count())));
    scale = (float) (1 / Math.sqrt(1 - Math.pow(step.beta2(), step.count())));
    epsilon = (float) step.epsilon();
  }

  static void apply(
      Adam.Step step,
      long count,
      MemorySegment parameters,
      MemorySegment gradient,
      MemorySegment first,
      MemorySegment second) {
    AdamStepF32 scalars = new AdamStepF32(step);
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
      FloatVector g = load(gradient, offset);
      FloatVector m = broadcast(beta1).fma(load(first, offset), g.mul(rest1));
      FloatVector v = broadcast(beta2).fma(load(second, offset), g.mul(rest2).mul(g));
      m.intoMemorySegment(first, offset, Lanes.ORDER);
      v.intoMemorySegment(second, offset, Lanes.ORDER);
      FloatVector denominator = v.sqrt().fma(broadcast(scale), broadcast(epsilon));
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

  private static FloatVector broadcast(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }
}
