package org.sluice.kernels.vector.mlp;

import static org.sluice.kernels.coefficients.ActivationCoefficients.EXPONENTIAL_F32;
import static org.sluice.kernels.coefficients.ActivationCoefficients.GAUSSIAN_END;
import static org.sluice.kernels.coefficients.ActivationCoefficients.LN2_HIGH_F32;
import static org.sluice.kernels.coefficients.ActivationCoefficients.LN2_LOW_F32;
import static org.sluice.kernels.coefficients.ActivationCoefficients.ROUND_F32;
import static org.sluice.kernels.coefficients.ActivationCoefficients.TAIL_CENTRE_F32;
import static org.sluice.kernels.coefficients.ActivationCoefficients.TAIL_F32;
import static org.sluice.kernels.coefficients.ActivationCoefficients.TANH_END;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.sluice.kernels.vector.lane.Lanes;
import org.sluice.kernels.vector.lane.PowerOfTwo;

/**
 * Activations in place, with their derivatives. Each has its own loop: one method with all of them
 * would be too large for the compiler.
 */
final class ActivationF32 {

  private static final VectorSpecies<Float> SPECIES = Lanes.F32;
  private static final ByteOrder ORDER = Lanes.ORDER;
  private static final long VECTOR = SPECIES.vectorByteSize();
  private static final float DENSITY_AT_ZERO = (float) (1 / Math.sqrt(2 * Math.PI));

  private ActivationF32() {}

  /**
   * (e²ˣ − 1) / (e²ˣ + 1), where e²ˣ − 1 is exact near zero too. The exponential is written out:
   * the compiler does not inline a method of its size once it has compiled it separately.
   */
  static void tanh(MemorySegment values, long offset, int vectors, MemorySegment derivatives) {
    for (int i = 0; i < vectors; i++) {
      long at = offset + i * VECTOR;
      FloatVector twice = FloatVector.fromMemorySegment(SPECIES, values, at, ORDER).mul(2);
      FloatVector above = twice.blend(TANH_END, twice.compare(VectorOperators.GT, TANH_END));
      FloatVector inside = above.blend(-TANH_END, above.compare(VectorOperators.LT, -TANH_END));
      FloatVector shifted =
          inside.fma(
              FloatVector.broadcast(SPECIES, ExponentialF32.LOG2E),
              FloatVector.broadcast(SPECIES, ROUND_F32));
      FloatVector n = shifted.sub(ROUND_F32);
      FloatVector high = n.fma(FloatVector.broadcast(SPECIES, -LN2_HIGH_F32), inside);
      FloatVector r = n.fma(FloatVector.broadcast(SPECIES, -LN2_LOW_F32), high);
      FloatVector sum = FloatVector.broadcast(SPECIES, EXPONENTIAL_F32[EXPONENTIAL_F32.length - 1]);
      for (int k = EXPONENTIAL_F32.length - 2; k >= 0; k--) {
        sum = sum.fma(r, FloatVector.broadcast(SPECIES, EXPONENTIAL_F32[k]));
      }
      FloatVector power = PowerOfTwo.of(shifted, derivatives, at);
      FloatVector lessOne = power.fma(r.mul(r).fma(sum, r), power.sub(1));
      FloatVector tanh = lessOne.div(lessOne.add(2));
      tanh.intoMemorySegment(values, at, ORDER);
      tanh.neg()
          .fma(tanh, FloatVector.broadcast(SPECIES, 1))
          .intoMemorySegment(derivatives, at, ORDER);
    }
  }

  static void relu(MemorySegment values, long offset, int vectors, MemorySegment derivatives) {
    for (int i = 0; i < vectors; i++) {
      long at = offset + i * VECTOR;
      FloatVector x = FloatVector.fromMemorySegment(SPECIES, values, at, ORDER);
      VectorMask<Float> positive = x.compare(VectorOperators.GT, 0);
      FloatVector zero = FloatVector.zero(SPECIES);
      // Not the negation of the other mask, so that NaN stays NaN.
      x.blend(zero, x.compare(VectorOperators.LE, 0)).intoMemorySegment(values, at, ORDER);
      zero.blend(1, positive).intoMemorySegment(derivatives, at, ORDER);
    }
  }

  static void gelu(MemorySegment values, long offset, int vectors, MemorySegment derivatives) {
    // Two passes, since one would be too large a method to be compiled well, and its polynomial too
    // long to be inlined. The first leaves its results where the derivatives will be.
    for (int i = 0; i < vectors; i++) {
      long at = offset + i * VECTOR;
      gaussian(FloatVector.fromMemorySegment(SPECIES, values, at, ORDER).abs(), derivatives, at)
          .intoMemorySegment(derivatives, at, ORDER);
    }
    productsWithDistribution(values, offset, vectors, derivatives);
  }

  private static void productsWithDistribution(
      MemorySegment values, long offset, int vectors, MemorySegment derivatives) {
    for (int i = 0; i < vectors; i++) {
      long at = offset + i * VECTOR;
      FloatVector x = FloatVector.fromMemorySegment(SPECIES, values, at, ORDER);
      FloatVector gaussian = FloatVector.fromMemorySegment(SPECIES, derivatives, at, ORDER);
      FloatVector z = x.abs();
      FloatVector inverse = FloatVector.broadcast(SPECIES, 1).div(z.add(TAIL_CENTRE_F32));
      FloatVector t = z.sub(TAIL_CENTRE_F32).mul(inverse);
      FloatVector sum = FloatVector.broadcast(SPECIES, TAIL_F32[TAIL_F32.length - 1]);
      for (int k = TAIL_F32.length - 2; k >= 0; k--) {
        sum = sum.fma(t, FloatVector.broadcast(SPECIES, TAIL_F32[k]));
      }
      FloatVector tail = gaussian.mul(inverse).mul(sum);
      FloatVector distribution = tail.neg().add(1).blend(tail, x.compare(VectorOperators.LT, 0));
      x.mul(distribution).intoMemorySegment(values, at, ORDER);
      x.mul(DENSITY_AT_ZERO).fma(gaussian, distribution).intoMemorySegment(derivatives, at, ORDER);
    }
  }

  static void silu(MemorySegment values, long offset, int vectors, MemorySegment derivatives) {
    for (int i = 0; i < vectors; i++) {
      long at = offset + i * VECTOR;
      FloatVector x = FloatVector.fromMemorySegment(SPECIES, values, at, ORDER);
      VectorMask<Float> negative = x.compare(VectorOperators.LT, 0);
      FloatVector power = ExponentialF32.ofNegative(x.abs().neg(), derivatives, at);
      FloatVector large = FloatVector.broadcast(SPECIES, 1).div(power.add(1));
      FloatVector small = power.mul(large);
      FloatVector logistic = large.blend(small, negative);
      FloatVector value = x.mul(logistic);
      value.intoMemorySegment(values, at, ORDER);
      value.fma(small.blend(large, negative), logistic).intoMemorySegment(derivatives, at, ORDER);
    }
  }

  static void softplus(MemorySegment values, long offset, int vectors, MemorySegment derivatives) {
    for (int i = 0; i < vectors; i++) {
      long at = offset + i * VECTOR;
      FloatVector x = FloatVector.fromMemorySegment(SPECIES, values, at, ORDER);
      VectorMask<Float> negative = x.compare(VectorOperators.LT, 0);
      FloatVector power = ExponentialF32.ofNegative(x.abs().neg(), derivatives, at);
      ExponentialF32.logarithmOfOnePlus(power)
          .add(x.blend(0, negative))
          .intoMemorySegment(values, at, ORDER);
      FloatVector one = FloatVector.broadcast(SPECIES, 1);
      one.blend(power, negative).div(power.add(1)).intoMemorySegment(derivatives, at, ORDER);
    }
  }

  /** exp(−z²/2), corrected for the rounding of z²; scratch as for the exponential. */
  private static FloatVector gaussian(FloatVector z, MemorySegment scratch, long offset) {
    FloatVector bounded = z.blend(GAUSSIAN_END, z.compare(VectorOperators.GT, GAUSSIAN_END));
    FloatVector square = bounded.mul(bounded);
    FloatVector lost = bounded.fma(bounded, square.neg());
    FloatVector one = FloatVector.broadcast(SPECIES, 1);
    FloatVector correction = lost.fma(FloatVector.broadcast(SPECIES, -0.5f), one);
    return ExponentialF32.ofNegative(square.mul(-0.5f), scratch, offset).mul(correction);
  }
}
