package org.sluice.kernels.vector;

import static org.sluice.kernels.cpu.NormalQuantileCoefficients.ATANH;
import static org.sluice.kernels.cpu.NormalQuantileCoefficients.CENTRAL;
import static org.sluice.kernels.cpu.NormalQuantileCoefficients.CENTRAL_DENOMINATOR;
import static org.sluice.kernels.cpu.NormalQuantileCoefficients.CENTRAL_NUMERATOR;
import static org.sluice.kernels.cpu.NormalQuantileCoefficients.FAR;
import static org.sluice.kernels.cpu.NormalQuantileCoefficients.FAR_DENOMINATOR;
import static org.sluice.kernels.cpu.NormalQuantileCoefficients.FAR_NUMERATOR;
import static org.sluice.kernels.cpu.NormalQuantileCoefficients.LN2_HIGH;
import static org.sluice.kernels.cpu.NormalQuantileCoefficients.LN2_LOW;
import static org.sluice.kernels.cpu.NormalQuantileCoefficients.SQRT_HALF_BITS;
import static org.sluice.kernels.cpu.NormalQuantileCoefficients.TAIL;
import static org.sluice.kernels.cpu.NormalQuantileCoefficients.TAIL_DENOMINATOR;
import static org.sluice.kernels.cpu.NormalQuantileCoefficients.TAIL_NUMERATOR;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link org.sluice.kernels.NormalQuantile} lane by lane, with the same operations in one order.
 */
final class NormalQuantileVectors {

  private static final VectorSpecies<Double> SPECIES = Lanes.F64;

  private NormalQuantileVectors() {}

  static DoubleVector of(DoubleVector p) {
    DoubleVector q = p.sub(0.5);
    DoubleVector r = q.neg().fma(q, DoubleVector.broadcast(SPECIES, CENTRAL * CENTRAL));
    DoubleVector centre = q.mul(ratio(CENTRAL_NUMERATOR, CENTRAL_DENOMINATOR, r));
    VectorMask<Double> inTail = q.abs().compare(VectorOperators.GT, CENTRAL);
    if (!inTail.anyTrue()) {
      return centre;
    }
    VectorMask<Double> negative = q.compare(VectorOperators.LT, 0);
    DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
    DoubleVector root = log(one.sub(p).blend(p, negative)).neg().sqrt();
    DoubleVector tail = ratio(TAIL_NUMERATOR, TAIL_DENOMINATOR, root.sub(TAIL));
    VectorMask<Double> far = root.compare(VectorOperators.GT, FAR);
    if (far.anyTrue()) {
      tail = tail.blend(ratio(FAR_NUMERATOR, FAR_DENOMINATOR, root.sub(FAR)), far);
    }
    return centre.blend(tail.blend(tail.neg(), negative), inTail);
  }

  private static DoubleVector log(DoubleVector x) {
    LongVector bits = x.reinterpretAsLongs();
    LongVector exponentBits = bits.sub(SQRT_HALF_BITS).lanewise(VectorOperators.ASHR, 52);
    DoubleVector m =
        bits.sub(exponentBits.lanewise(VectorOperators.LSHL, 52)).reinterpretAsDoubles();
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
