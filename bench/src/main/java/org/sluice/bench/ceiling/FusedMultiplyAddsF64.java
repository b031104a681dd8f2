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
    // The sum is the addend, where the compiler wants it, or each would be copied first. Sums stop
    // growing long before infinity.
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
      s0 = factor.fma(factor, s0);
      s1 = factor.fma(factor, s1);
      s2 = factor.fma(factor, s2);
      s3 = factor.fma(factor, s3);
      s4 = factor.fma(factor, s4);
      s5 = factor.fma(factor, s5);
      s6 = factor.fma(factor, s6);
      s7 = factor.fma(factor, s7);
      s8 = factor.fma(factor, s8);
      s9 = factor.fma(factor, s9);
    }
    DoubleVector low = s0.add(s1).add(s2).add(s3).add(s4);
    DoubleVector high = s5.add(s6).add(s7).add(s8).add(s9);
    return low.add(high).lane(0);
  }
}
