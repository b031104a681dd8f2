package org.sluice.kernels.vector.mlp;

import static org.sluice.kernels.coefficients.ActivationCoefficients.EXPONENTIAL_F32;
import static org.sluice.kernels.coefficients.ActivationCoefficients.LEAST_EXPONENT_F32;
import static org.sluice.kernels.coefficients.ActivationCoefficients.LN2_HIGH_F32;
import static org.sluice.kernels.coefficients.ActivationCoefficients.LN2_LOW_F32;
import static org.sluice.kernels.coefficients.ActivationCoefficients.LOGARITHM_F32;
import static org.sluice.kernels.coefficients.ActivationCoefficients.ROUND_F32;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.sluice.kernels.vector.lane.Lanes;
import org.sluice.kernels.vector.lane.PowerOfTwo;

/**
 * The exponential and the logarithm, from additions, fused multiply-adds and divisions alone: the
 * vector module's own functions may give other bits in interpreted code than in compiled code.
 */
final class ExponentialF32 {

  private static final VectorSpecies<Float> SPECIES = Lanes.F32;
  static final float LOG2E = (float) (1 / Math.log(2));

  private ExponentialF32() {}

  /**
   * Computes eˣ for x ≤ 0; zero where the result is not a normal number.
   *
   * @param scratch memory of which a vector at {@code offset} may be overwritten
   */
  static FloatVector ofNegative(FloatVector x, MemorySegment scratch, long offset) {
    FloatVector shifted =
        x.fma(FloatVector.broadcast(SPECIES, LOG2E), FloatVector.broadcast(SPECIES, ROUND_F32));
    FloatVector power = PowerOfTwo.of(shifted, scratch, offset);
    FloatVector value = lessOne(x, shifted.sub(ROUND_F32)).add(1).mul(power);
    return value.blend(0, x.compare(VectorOperators.LT, LEAST_EXPONENT_F32));
  }

  /** Computes eˣ; zero or infinite where e⁻|x| is not a normal number. Scratch as above. */
  static FloatVector of(FloatVector x, MemorySegment scratch, long offset) {
    FloatVector power = ofNegative(x.abs().neg(), scratch, offset);
    FloatVector inverse = FloatVector.broadcast(SPECIES, 1).div(power);
    return power.blend(inverse, x.compare(VectorOperators.GT, 0));
  }

  /** log(1 + x) for x in [0, 1], as 2 artanh(x / (2 + x)). */
  static FloatVector logarithmOfOnePlus(FloatVector x) {
    FloatVector s = x.div(x.add(2));
    FloatVector square = s.mul(s);
    FloatVector series = polynomial(LOGARITHM_F32, square);
    FloatVector twice = s.add(s);
    return twice.fma(square.mul(series), twice);
  }

  /** c₀ + c₁ x + …, by Horner's rule. */
  static FloatVector polynomial(float[] coefficients, FloatVector x) {
    FloatVector sum = FloatVector.broadcast(SPECIES, coefficients[coefficients.length - 1]);
    for (int k = coefficients.length - 2; k >= 0; k--) {
      sum = sum.fma(x, FloatVector.broadcast(SPECIES, coefficients[k]));
    }
    return sum;
  }

  /** exp(x − n ln 2) − 1. */
  private static FloatVector lessOne(FloatVector x, FloatVector n) {
    FloatVector high = n.fma(FloatVector.broadcast(SPECIES, -LN2_HIGH_F32), x);
    FloatVector r = n.fma(FloatVector.broadcast(SPECIES, -LN2_LOW_F32), high);
    return r.mul(r).fma(polynomial(EXPONENTIAL_F32, r), r);
  }
}
