package org.sluice.kernels.vector;

import static org.sluice.kernels.cpu.ActivationCoefficients.GAUSSIAN_END;
import static org.sluice.kernels.cpu.ActivationCoefficients.TAIL_CENTRE_F32;
import static org.sluice.kernels.cpu.ActivationCoefficients.TAIL_F32;
import static org.sluice.kernels.cpu.ActivationCoefficients.TANH_END;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Activations in place, with their derivatives where asked for. One loop each: together they would be
 * more than the compiler takes on at once.
 */
final class ActivationF32 {

  private static final VectorSpecies<Float> SPECIES = Lanes.F32;
  private static final long VECTOR = SPECIES.vectorByteSize();
  private static final float DENSITY_AT_ZERO = (float) (1 / Math.sqrt(2 * Math.PI));

  private ActivationF32() {}

  static void identity(long offset, long end, MemorySegment derivatives) {
    for (long at = offset; at < end; at += VECTOR) {
      store(FloatVector.broadcast(SPECIES, 1), derivatives, at);
    }
  }

  static void tanh(MemorySegment values, long offset, long end, MemorySegment derivatives) {
    for (long at = offset; at < end; at += VECTOR) {
      FloatVector twice = load(values, at).mul(2);
      FloatVector above = twice.blend(TANH_END, twice.compare(VectorOperators.GT, TANH_END));
      FloatVector inside = above.blend(-TANH_END, above.compare(VectorOperators.LT, -TANH_END));
      FloatVector lessOne = ExponentialF32.minusOne(inside);
      FloatVector tanh = lessOne.div(lessOne.add(2));
      store(tanh, values, at);
      if (derivatives != null) {
        store(tanh.neg().fma(tanh, FloatVector.broadcast(SPECIES, 1)), derivatives, at);
      }
    }
  }

  static void relu(MemorySegment values, long offset, long end, MemorySegment derivatives) {
    for (long at = offset; at < end; at += VECTOR) {
      FloatVector x = load(values, at);
      store(x.max(0), values, at);
      if (derivatives != null) {
        FloatVector zero = FloatVector.zero(SPECIES);
        store(zero.blend(1, x.compare(VectorOperators.GT, 0)), derivatives, at);
      }
    }
  }

  static void gelu(MemorySegment values, long offset, long end, MemorySegment derivatives) {
    for (long at = offset; at < end; at += VECTOR) {
      FloatVector x = load(values, at);
      VectorMask<Float> negative = x.compare(VectorOperators.LT, 0);
      FloatVector z = x.abs();
      FloatVector gaussian = gaussian(z);
      FloatVector inverse = FloatVector.broadcast(SPECIES, 1).div(z.add(TAIL_CENTRE_F32));
      FloatVector t = z.sub(TAIL_CENTRE_F32).mul(inverse);
      FloatVector scaled = ExponentialF32.polynomial(TAIL_F32, t);
      FloatVector tail = gaussian.mul(scaled).mul(inverse);
      FloatVector distribution = tail.neg().add(1).blend(tail, negative);
      store(x.mul(distribution), values, at);
      if (derivatives != null) {
        store(x.mul(DENSITY_AT_ZERO).fma(gaussian, distribution), derivatives, at);
      }
    }
  }

  static void silu(MemorySegment values, long offset, long end, MemorySegment derivatives) {
    for (long at = offset; at < end; at += VECTOR) {
      FloatVector x = load(values, at);
      VectorMask<Float> negative = x.compare(VectorOperators.LT, 0);
      FloatVector power = ExponentialF32.ofNegative(x.abs().neg());
      FloatVector large = FloatVector.broadcast(SPECIES, 1).div(power.add(1));
      FloatVector small = power.mul(large);
      FloatVector logistic = large.blend(small, negative);
      FloatVector value = x.mul(logistic);
      store(value, values, at);
      if (derivatives != null) {
        store(value.fma(small.blend(large, negative), logistic), derivatives, at);
      }
    }
  }

  static void softplus(MemorySegment values, long offset, long end, MemorySegment derivatives) {
    for (long at = offset; at < end; at += VECTOR) {
      FloatVector x = load(values, at);
      VectorMask<Float> negative = x.compare(VectorOperators.LT, 0);
      FloatVector power = ExponentialF32.ofNegative(x.abs().neg());
      store(
          ExponentialF32.logarithmOfOnePlus(power).add(x.blend(0, negative)), values, at);
      if (derivatives != null) {
        FloatVector one = FloatVector.broadcast(SPECIES, 1);
        store(one.blend(power, negative).div(power.add(1)), derivatives, at);
      }
    }
  }

  /** exp(−z²/2), with what z² loses in rounding put back. */
  private static FloatVector gaussian(FloatVector z) {
    FloatVector bounded = z.blend(GAUSSIAN_END, z.compare(VectorOperators.GT, GAUSSIAN_END));
    FloatVector square = bounded.mul(bounded);
    FloatVector lost = bounded.fma(bounded, square.neg());
    FloatVector one = FloatVector.broadcast(SPECIES, 1);
    FloatVector correction = lost.fma(FloatVector.broadcast(SPECIES, -0.5f), one);
    return ExponentialF32.ofNegative(square.mul(-0.5f)).mul(correction);
  }

  private static FloatVector load(MemorySegment segment, long offset) {
    return FloatVector.fromMemorySegment(SPECIES, segment, offset, Lanes.ORDER);
  }

  private static void store(FloatVector vector, MemorySegment segment, long offset) {
    vector.intoMemorySegment(segment, offset, Lanes.ORDER);
  }
}
