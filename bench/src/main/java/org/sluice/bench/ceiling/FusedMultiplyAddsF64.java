// Made from FusedMultiplyAddsF32.java by TwinSources. Change that file, not this one.
package org.sluice.bench.ceiling;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Fused multiply-adds of {@code double} vectors without memory: ten independent chains, which is
 * more than latency times ports of any core so far, so that throughput alone is left.
 */
final class FusedMultiplyAddsF64 {

  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

  /** Operations of one round: ten vectors, a product and a sum each. */
  static final double OPERATIONS = 10.0 * 2 * SPECIES.length();

  private FusedMultiplyAddsF64() {}

  /** Runs some rounds; the result depends on all of them. */
  static double run(int rounds) {
    // The chains tend to 1: neither denormals nor infinities disturb the measurement.
    DoubleVector factor = DoubleVector.broadcast(SPECIES, (double) 0.5);
    DoubleVector s0 = DoubleVector.broadcast(SPECIES, 0);
    DoubleVector s1 = DoubleVector.broadcast(SPECIES, 1);
    DoubleVector s2 = DoubleVector.broadcast(SPECIES, 2);
    DoubleVector s3 = DoubleVector.broadcast(SPECIES, 3);
    DoubleVector s4 = DoubleVector.broadcast(SPECIES, 4);
    DoubleVector s5 = DoubleVector.broadcast(SPECIES, 5);
    DoubleVector s6 = DoubleVector.broadcast(SPECIES, 6);
    DoubleVector s7 = DoubleVector.broadcast(SPECIES, 7);
    DoubleVector s8 = DoubleVector.broadcast(SPECIES, 8);
    DoubleVector s9 = DoubleVector.broadcast(SPECIES, 9);
    for (int round = 0; round < rounds; round++) {
      s0 = s0.fma(factor, factor);
      s1 = s1.fma(factor, factor);
      s2 = s2.fma(factor, factor);
      s3 = s3.fma(factor, factor);
      s4 = s4.fma(factor, factor);
      s5 = s5.fma(factor, factor);
      s6 = s6.fma(factor, factor);
      s7 = s7.fma(factor, factor);
      s8 = s8.fma(factor, factor);
      s9 = s9.fma(factor, factor);
    }
    DoubleVector low = s0.add(s1).add(s2).add(s3).add(s4);
    DoubleVector high = s5.add(s6).add(s7).add(s8).add(s9);
    return low.add(high).lane(0);
  }
}
