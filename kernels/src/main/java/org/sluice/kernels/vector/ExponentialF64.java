// Made from ExponentialF32.java by TwinSources. Change that file, not this one.
package org.sluice.kernels.vector;

import static org.sluice.kernels.cpu.ActivationCoefficients.EXPONENTIAL_F64;
import static org.sluice.kernels.cpu.ActivationCoefficients.LEAST_EXPONENT_F64;
import static org.sluice.kernels.cpu.ActivationCoefficients.LN2_HIGH_F64;
import static org.sluice.kernels.cpu.ActivationCoefficients.LN2_LOW_F64;
import static org.sluice.kernels.cpu.ActivationCoefficients.LOGARITHM_F64;
import static org.sluice.kernels.cpu.ActivationCoefficients.ROUND_F64;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The exponential and its relatives from additions, fused products and divisions alone: the vector
 * module's own functions may give other bits interpreted than compiled.
 */
final class ExponentialF64 {

  private static final VectorSpecies<Double> SPECIES = Lanes.F64;
  static final double LOG2E = (double) (1 / Math.log(2));

  private ExponentialF64() {}

  /**
   * eˣ for x ≤ 0; zero where it is not a normal number.
   *
   * @param scratch where a vector at {@code offset} may be overwritten
   */
  static DoubleVector ofNegative(DoubleVector x, MemorySegment scratch, long offset) {
    DoubleVector shifted =
        x.fma(DoubleVector.broadcast(SPECIES, LOG2E), DoubleVector.broadcast(SPECIES, ROUND_F64));
    DoubleVector power = PowerOfTwo.of(shifted, scratch, offset);
    DoubleVector value = lessOne(x, shifted.sub(ROUND_F64)).add(1).mul(power);
    return value.blend(0, x.compare(VectorOperators.LT, LEAST_EXPONENT_F64));
  }

  /** eˣ; beyond what its reciprocal can be, zero or infinite. Scratch as above. */
  static DoubleVector of(DoubleVector x, MemorySegment scratch, long offset) {
    DoubleVector power = ofNegative(x.abs().neg(), scratch, offset);
    DoubleVector inverse = DoubleVector.broadcast(SPECIES, 1).div(power);
    return power.blend(inverse, x.compare(VectorOperators.GT, 0));
  }

  /** log(1 + x) for x in [0, 1], as 2 artanh(x / (2 + x)). */
  static DoubleVector logarithmOfOnePlus(DoubleVector x) {
    DoubleVector s = x.div(x.add(2));
    DoubleVector square = s.mul(s);
    DoubleVector series = polynomial(LOGARITHM_F64, square);
    DoubleVector twice = s.add(s);
    return twice.fma(square.mul(series), twice);
  }

  /** c₀ + c₁ x + …, by Horner's rule. */
  static DoubleVector polynomial(double[] coefficients, DoubleVector x) {
    DoubleVector sum = DoubleVector.broadcast(SPECIES, coefficients[coefficients.length - 1]);
    for (int k = coefficients.length - 2; k >= 0; k--) {
      sum = sum.fma(x, DoubleVector.broadcast(SPECIES, coefficients[k]));
    }
    return sum;
  }

  /** exp(x − n ln 2) − 1. */
  private static DoubleVector lessOne(DoubleVector x, DoubleVector n) {
    DoubleVector high = n.fma(DoubleVector.broadcast(SPECIES, -LN2_HIGH_F64), x);
    DoubleVector r = n.fma(DoubleVector.broadcast(SPECIES, -LN2_LOW_F64), high);
    return r.mul(r).fma(polynomial(EXPONENTIAL_F64, r), r);
  }
}
