// Made from ActivationF32.java by TwinSources. Change that file, not this one.
package org.sluice.kernels.vector;

import static org.sluice.kernels.cpu.ActivationCoefficients.GAUSSIAN_END;
import static org.sluice.kernels.cpu.ActivationCoefficients.TAIL_CENTRE_F64;
import static org.sluice.kernels.cpu.ActivationCoefficients.TAIL_F64;
import static org.sluice.kernels.cpu.ActivationCoefficients.TANH_END;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Activations in place, with their derivatives where asked for. One loop each: together they would be
 * more than the compiler takes on at once.
 */
final class ActivationF64 {

  private static final VectorSpecies<Double> SPECIES = Lanes.F64;
  private static final long VECTOR = SPECIES.vectorByteSize();
  private static final double DENSITY_AT_ZERO = (double) (1 / Math.sqrt(2 * Math.PI));

  private ActivationF64() {}

  static void identity(long offset, long end, MemorySegment derivatives) {
    for (long at = offset; at < end; at += VECTOR) {
      store(DoubleVector.broadcast(SPECIES, 1), derivatives, at);
    }
  }

  static void tanh(MemorySegment values, long offset, long end, MemorySegment derivatives) {
    for (long at = offset; at < end; at += VECTOR) {
      DoubleVector twice = load(values, at).mul(2);
      DoubleVector above = twice.blend(TANH_END, twice.compare(VectorOperators.GT, TANH_END));
      DoubleVector inside = above.blend(-TANH_END, above.compare(VectorOperators.LT, -TANH_END));
      DoubleVector lessOne = ExponentialF64.minusOne(inside);
      DoubleVector tanh = lessOne.div(lessOne.add(2));
      store(tanh, values, at);
      if (derivatives != null) {
        store(tanh.neg().fma(tanh, DoubleVector.broadcast(SPECIES, 1)), derivatives, at);
      }
    }
  }

  static void relu(MemorySegment values, long offset, long end, MemorySegment derivatives) {
    for (long at = offset; at < end; at += VECTOR) {
      DoubleVector x = load(values, at);
      store(x.max(0), values, at);
      if (derivatives != null) {
        DoubleVector zero = DoubleVector.zero(SPECIES);
        store(zero.blend(1, x.compare(VectorOperators.GT, 0)), derivatives, at);
      }
    }
  }

  static void gelu(MemorySegment values, long offset, long end, MemorySegment derivatives) {
    for (long at = offset; at < end; at += VECTOR) {
      DoubleVector x = load(values, at);
      VectorMask<Double> negative = x.compare(VectorOperators.LT, 0);
      DoubleVector z = x.abs();
      DoubleVector gaussian = gaussian(z);
      DoubleVector inverse = DoubleVector.broadcast(SPECIES, 1).div(z.add(TAIL_CENTRE_F64));
      DoubleVector t = z.sub(TAIL_CENTRE_F64).mul(inverse);
      DoubleVector scaled = ExponentialF64.polynomial(TAIL_F64, t);
      DoubleVector tail = gaussian.mul(scaled).mul(inverse);
      DoubleVector distribution = tail.neg().add(1).blend(tail, negative);
      store(x.mul(distribution), values, at);
      if (derivatives != null) {
        store(x.mul(DENSITY_AT_ZERO).fma(gaussian, distribution), derivatives, at);
      }
    }
  }

  static void silu(MemorySegment values, long offset, long end, MemorySegment derivatives) {
    for (long at = offset; at < end; at += VECTOR) {
      DoubleVector x = load(values, at);
      VectorMask<Double> negative = x.compare(VectorOperators.LT, 0);
      DoubleVector power = ExponentialF64.ofNegative(x.abs().neg());
      DoubleVector large = DoubleVector.broadcast(SPECIES, 1).div(power.add(1));
      DoubleVector small = power.mul(large);
      DoubleVector logistic = large.blend(small, negative);
      DoubleVector value = x.mul(logistic);
      store(value, values, at);
      if (derivatives != null) {
        store(value.fma(small.blend(large, negative), logistic), derivatives, at);
      }
    }
  }

  static void softplus(MemorySegment values, long offset, long end, MemorySegment derivatives) {
    for (long at = offset; at < end; at += VECTOR) {
      DoubleVector x = load(values, at);
      VectorMask<Double> negative = x.compare(VectorOperators.LT, 0);
      DoubleVector power = ExponentialF64.ofNegative(x.abs().neg());
      store(
          ExponentialF64.logarithmOfOnePlus(power).add(x.blend(0, negative)), values, at);
      if (derivatives != null) {
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        store(one.blend(power, negative).div(power.add(1)), derivatives, at);
      }
    }
  }

  /** exp(−z²/2), with what z² loses in rounding put back. */
  private static DoubleVector gaussian(DoubleVector z) {
    DoubleVector bounded = z.blend(GAUSSIAN_END, z.compare(VectorOperators.GT, GAUSSIAN_END));
    DoubleVector square = bounded.mul(bounded);
    DoubleVector lost = bounded.fma(bounded, square.neg());
    DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
    DoubleVector correction = lost.fma(DoubleVector.broadcast(SPECIES, -0.5), one);
    return ExponentialF64.ofNegative(square.mul(-0.5)).mul(correction);
  }

  private static DoubleVector load(MemorySegment segment, long offset) {
    return DoubleVector.fromMemorySegment(SPECIES, segment, offset, Lanes.ORDER);
  }

  private static void store(DoubleVector vector, MemorySegment segment, long offset) {
    vector.intoMemorySegment(segment, offset, Lanes.ORDER);
  }
}
