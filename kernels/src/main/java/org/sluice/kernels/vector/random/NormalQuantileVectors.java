package org.sluice.kernels.vector.random;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static org.sluice.kernels.coefficients.NormalQuantileCoefficients.ATANH;
import static org.sluice.kernels.coefficients.NormalQuantileCoefficients.CENTRAL;
import static org.sluice.kernels.coefficients.NormalQuantileCoefficients.CENTRAL_DENOMINATOR;
import static org.sluice.kernels.coefficients.NormalQuantileCoefficients.CENTRAL_NUMERATOR;
import static org.sluice.kernels.coefficients.NormalQuantileCoefficients.FAR;
import static org.sluice.kernels.coefficients.NormalQuantileCoefficients.LN2_HIGH;
import static org.sluice.kernels.coefficients.NormalQuantileCoefficients.LN2_LOW;
import static org.sluice.kernels.coefficients.NormalQuantileCoefficients.SQRT_HALF_BITS;
import static org.sluice.kernels.coefficients.NormalQuantileCoefficients.TAIL;
import static org.sluice.kernels.coefficients.NormalQuantileCoefficients.TAIL_DENOMINATOR;
import static org.sluice.kernels.coefficients.NormalQuantileCoefficients.TAIL_NUMERATOR;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.sluice.kernels.NormalQuantile;
import org.sluice.kernels.vector.lane.Lanes;
import org.sluice.kernels.vector.lane.PowerOfTwo;

/**
 * {@link org.sluice.kernels.NormalQuantile} lane by lane, with the same operations in the same
 * order. The logarithms have a separate loop, for the reason that {@link PhiloxVectors} gives.
 */
final class NormalQuantileVectors {

  private static final VectorSpecies<Double> SPECIES = Lanes.F64;
  private static final long VECTOR = SPECIES.vectorByteSize();

  private NormalQuantileVectors() {}

  /**
   * Replaces numbers in (0, 1) by their quantiles.
   *
   * @param count a multiple of the vectors' length
   * @param roots scratch for as many
   */
  static void apply(MemorySegment values, int count, MemorySegment roots) {
    if (roots(values, count, roots) <= FAR) {
      quantiles(values, count, roots);
    } else {
      // Fewer than one number in 10¹⁰ lies so far in the tail that it needs the third polynomial.
      for (int e = 0; e < count; e++) {
        values.setAtIndex(JAVA_DOUBLE, e, NormalQuantile.of(values.getAtIndex(JAVA_DOUBLE, e)));
      }
    }
  }

  /** √(−log p) of the nearer tail's probability p, and the largest of them. */
  private static double roots(MemorySegment values, int count, MemorySegment roots) {
    DoubleVector most = DoubleVector.zero(SPECIES);
    long end = (long) count * Double.BYTES;
    for (long offset = 0; offset < end; offset += VECTOR) {
      DoubleVector p = DoubleVector.fromMemorySegment(SPECIES, values, offset, Lanes.ORDER);
      VectorMask<Double> negative = p.compare(VectorOperators.LT, 0.5);
      DoubleVector tail = DoubleVector.broadcast(SPECIES, 1).sub(p).blend(p, negative);
      DoubleVector root = log(tail, roots, offset).neg().sqrt();
      root.intoMemorySegment(roots, offset, Lanes.ORDER);
      most = most.max(root);
    }
    return most.reduceLanes(VectorOperators.MAX);
  }

  private static void quantiles(MemorySegment values, int count, MemorySegment roots) {
    long end = (long) count * Double.BYTES;
    for (long offset = 0; offset < end; offset += VECTOR) {
      DoubleVector p = DoubleVector.fromMemorySegment(SPECIES, values, offset, Lanes.ORDER);
      DoubleVector q = p.sub(0.5);
      DoubleVector r = q.neg().fma(q, DoubleVector.broadcast(SPECIES, CENTRAL * CENTRAL));
      DoubleVector centre = q.mul(ratio(CENTRAL_NUMERATOR, CENTRAL_DENOMINATOR, r));
      DoubleVector root = DoubleVector.fromMemorySegment(SPECIES, roots, offset, Lanes.ORDER);
      DoubleVector tail = ratio(TAIL_NUMERATOR, TAIL_DENOMINATOR, root.sub(TAIL));
      VectorMask<Double> negative = q.compare(VectorOperators.LT, 0);
      VectorMask<Double> inTail = q.abs().compare(VectorOperators.GT, CENTRAL);
      centre
          .blend(tail.blend(tail.neg(), negative), inTail)
          .intoMemorySegment(values, offset, Lanes.ORDER);
    }
  }

  /** Bits go through memory: see {@link PowerOfTwo}. */
  private static DoubleVector log(DoubleVector x, MemorySegment scratch, long at) {
    x.intoMemorySegment(scratch, at, Lanes.ORDER);
    LongVector bits = LongVector.fromMemorySegment(Lanes.LONG, scratch, at, Lanes.ORDER);
    LongVector exponentBits = bits.sub(SQRT_HALF_BITS).lanewise(VectorOperators.ASHR, 52);
    bits.sub(exponentBits.lanewise(VectorOperators.LSHL, 52))
        .intoMemorySegment(scratch, at, Lanes.ORDER);
    DoubleVector m = DoubleVector.fromMemorySegment(SPECIES, scratch, at, Lanes.ORDER);
    DoubleVector s = m.sub(1).div(m.add(1));
    DoubleVector z = s.mul(s);
    DoubleVector sum = DoubleVector.broadcast(SPECIES, ATANH[ATANH.length - 1]);
    for (int k = ATANH.length - 2; k >= 0; k--) {
      sum = sum.fma(z, DoubleVector.broadcast(SPECIES, ATANH[k]));
    }
    DoubleVector series = s.mul(z).mul(sum);
    DoubleVector exponent =
        (DoubleVector) exponentBits.convertShape(VectorOperators.L2D, SPECIES, 0);
    DoubleVector twice = s.mul(2);
    DoubleVector high = exponent.fma(DoubleVector.broadcast(SPECIES, LN2_HIGH), twice);
    DoubleVector rest =
        twice
            .sub(high.sub(exponent.mul(LN2_HIGH)))
            .blend(0, exponent.compare(VectorOperators.EQ, 0));
    return high.add(rest.add(exponent.fma(DoubleVector.broadcast(SPECIES, LN2_LOW), series)));
  }

  private static DoubleVector ratio(double[] numerator, double[] denominator, DoubleVector r) {
    DoubleVector top = DoubleVector.broadcast(SPECIES, numerator[7]);
    DoubleVector bottom = DoubleVector.broadcast(SPECIES, denominator[7]);
    for (int k = 6; k >= 0; k--) {
      top = top.fma(r, DoubleVector.broadcast(SPECIES, numerator[k]));
      bottom = bottom.fma(r, DoubleVector.broadcast(SPECIES, denominator[k]));
    }
    return top.div(bottom);
  }
}
