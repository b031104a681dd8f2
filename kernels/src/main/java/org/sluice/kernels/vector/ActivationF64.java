// Made from ActivationF32.java by TwinSources. Change that file, not this one.
package org.sluice.kernels.vector;

import static org.sluice.kernels.cpu.ActivationCoefficients.EXPONENTIAL_F64;
import static org.sluice.kernels.cpu.ActivationCoefficients.GAUSSIAN_END;
import static org.sluice.kernels.cpu.ActivationCoefficients.LN2_HIGH_F64;
import static org.sluice.kernels.cpu.ActivationCoefficients.LN2_LOW_F64;
import static org.sluice.kernels.cpu.ActivationCoefficients.ROUND_F64;
import static org.sluice.kernels.cpu.ActivationCoefficients.TAIL_CENTRE_F64;
import static org.sluice.kernels.cpu.ActivationCoefficients.TAIL_F64;
import static org.sluice.kernels.cpu.ActivationCoefficients.TANH_END;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Activations in place, with their derivatives. One loop each: together they would be more than the
 * compiler takes on at once.
 */
final class ActivationF64 {

  private static final VectorSpecies<Double> SPECIES = Lanes.F64;
  private static final ByteOrder ORDER = Lanes.ORDER;
  private static final long VECTOR = SPECIES.vectorByteSize();
  private static final double DENSITY_AT_ZERO = (double) (1 / Math.sqrt(2 * Math.PI));

  private ActivationF64() {}

  /**
   * (e²ˣ − 1) / (e²ˣ + 1), the exponential less one being exact near zero too. Written out: the
   * compiler does not inline a method of this size once it has compiled it by itself.
   */
  static void tanh(MemorySegment values, long offset, int vectors, MemorySegment derivatives) {
    for (int i = 0; i < vectors; i++) {
      long at = offset + i * VECTOR;
      DoubleVector twice = DoubleVector.fromMemorySegment(SPECIES, values, at, ORDER).mul(2);
      DoubleVector above = twice.blend(TANH_END, twice.compare(VectorOperators.GT, TANH_END));
      DoubleVector inside = above.blend(-TANH_END, above.compare(VectorOperators.LT, -TANH_END));
      DoubleVector shifted =
          inside.fma(
              DoubleVector.broadcast(SPECIES, ExponentialF64.LOG2E),
              DoubleVector.broadcast(SPECIES, ROUND_F64));
      DoubleVector n = shifted.sub(ROUND_F64);
      DoubleVector high = n.fma(DoubleVector.broadcast(SPECIES, -LN2_HIGH_F64), inside);
      DoubleVector r = n.fma(DoubleVector.broadcast(SPECIES, -LN2_LOW_F64), high);
      DoubleVector sum = DoubleVector.broadcast(SPECIES, EXPONENTIAL_F64[EXPONENTIAL_F64.length - 1]);
      for (int k = EXPONENTIAL_F64.length - 2; k >= 0; k--) {
        sum = sum.fma(r, DoubleVector.broadcast(SPECIES, EXPONENTIAL_F64[k]));
      }
      DoubleVector power = PowerOfTwo.of(shifted, derivatives, at);
      DoubleVector lessOne = power.fma(r.mul(r).fma(sum, r), power.sub(1));
      DoubleVector tanh = lessOne.div(lessOne.add(2));
      tanh.intoMemorySegment(values, at, ORDER);
      tanh.neg()
          .fma(tanh, DoubleVector.broadcast(SPECIES, 1))
          .intoMemorySegment(derivatives, at, ORDER);
    }
  }

  static void relu(MemorySegment values, long offset, int vectors, MemorySegment derivatives) {
    for (int i = 0; i < vectors; i++) {
      long at = offset + i * VECTOR;
      DoubleVector x = DoubleVector.fromMemorySegment(SPECIES, values, at, ORDER);
      VectorMask<Double> positive = x.compare(VectorOperators.GT, 0);
      DoubleVector zero = DoubleVector.zero(SPECIES);
      // Not the same mask as below: what is not a number stays so.
      x.blend(zero, x.compare(VectorOperators.LE, 0)).intoMemorySegment(values, at, ORDER);
      zero.blend(1, positive).intoMemorySegment(derivatives, at, ORDER);
    }
  }

  static void gelu(MemorySegment values, long offset, int vectors, MemorySegment derivatives) {
    // In two passes, the first one's results waiting where the derivatives will be: as one it would
    // be
    // too large a method to be compiled well, and the long polynomial one too large to be inlined.
    for (int i = 0; i < vectors; i++) {
      long at = offset + i * VECTOR;
      gaussian(DoubleVector.fromMemorySegment(SPECIES, values, at, ORDER).abs(), derivatives, at)
          .intoMemorySegment(derivatives, at, ORDER);
    }
    productsWithDistribution(values, offset, vectors, derivatives);
  }

  private static void productsWithDistribution(
      MemorySegment values, long offset, int vectors, MemorySegment derivatives) {
    for (int i = 0; i < vectors; i++) {
      long at = offset + i * VECTOR;
      DoubleVector x = DoubleVector.fromMemorySegment(SPECIES, values, at, ORDER);
      DoubleVector gaussian = DoubleVector.fromMemorySegment(SPECIES, derivatives, at, ORDER);
      DoubleVector z = x.abs();
      DoubleVector inverse = DoubleVector.broadcast(SPECIES, 1).div(z.add(TAIL_CENTRE_F64));
      DoubleVector t = z.sub(TAIL_CENTRE_F64).mul(inverse);
      DoubleVector sum = DoubleVector.broadcast(SPECIES, TAIL_F64[TAIL_F64.length - 1]);
      for (int k = TAIL_F64.length - 2; k >= 0; k--) {
        sum = sum.fma(t, DoubleVector.broadcast(SPECIES, TAIL_F64[k]));
      }
      DoubleVector tail = gaussian.mul(inverse).mul(sum);
      DoubleVector distribution = tail.neg().add(1).blend(tail, x.compare(VectorOperators.LT, 0));
      x.mul(distribution).intoMemorySegment(values, at, ORDER);
      x.mul(DENSITY_AT_ZERO).fma(gaussian, distribution).intoMemorySegment(derivatives, at, ORDER);
    }
  }

  static void silu(MemorySegment values, long offset, int vectors, MemorySegment derivatives) {
    for (int i = 0; i < vectors; i++) {
      long at = offset + i * VECTOR;
      DoubleVector x = DoubleVector.fromMemorySegment(SPECIES, values, at, ORDER);
      VectorMask<Double> negative = x.compare(VectorOperators.LT, 0);
      DoubleVector power = ExponentialF64.ofNegative(x.abs().neg(), derivatives, at);
      DoubleVector large = DoubleVector.broadcast(SPECIES, 1).div(power.add(1));
      DoubleVector small = power.mul(large);
      DoubleVector logistic = large.blend(small, negative);
      DoubleVector value = x.mul(logistic);
      value.intoMemorySegment(values, at, ORDER);
      value.fma(small.blend(large, negative), logistic).intoMemorySegment(derivatives, at, ORDER);
    }
  }

  static void softplus(MemorySegment values, long offset, int vectors, MemorySegment derivatives) {
    for (int i = 0; i < vectors; i++) {
      long at = offset + i * VECTOR;
      DoubleVector x = DoubleVector.fromMemorySegment(SPECIES, values, at, ORDER);
      VectorMask<Double> negative = x.compare(VectorOperators.LT, 0);
      DoubleVector power = ExponentialF64.ofNegative(x.abs().neg(), derivatives, at);
      ExponentialF64.logarithmOfOnePlus(power)
          .add(x.blend(0, negative))
          .intoMemorySegment(values, at, ORDER);
      DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
      one.blend(power, negative).div(power.add(1)).intoMemorySegment(derivatives, at, ORDER);
    }
  }

  /** exp(−z²/2), with what z² loses in rounding put back; scratch as for the exponential. */
  private static DoubleVector gaussian(DoubleVector z, MemorySegment scratch, long offset) {
    DoubleVector bounded = z.blend(GAUSSIAN_END, z.compare(VectorOperators.GT, GAUSSIAN_END));
    DoubleVector square = bounded.mul(bounded);
    DoubleVector lost = bounded.fma(bounded, square.neg());
    DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
    DoubleVector correction = lost.fma(DoubleVector.broadcast(SPECIES, -0.5), one);
    return ExponentialF64.ofNegative(square.mul(-0.5), scratch, offset).mul(correction);
  }
}
