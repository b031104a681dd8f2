package org.sluice.kernels.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Multiplies by powers of two through the exponent's bits; results must be normal numbers. */
final class PowerOfTwo {

  private PowerOfTwo() {}

  /** x · 2ⁿ, n being the low bits of {@code shifted}. */
  static FloatVector scale(FloatVector x, FloatVector shifted) {
    return x.reinterpretAsInts()
        .add(shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23))
        .reinterpretAsFloats();
  }

  /** x · 2ⁿ, n being the low bits of {@code shifted}. */
  static DoubleVector scale(DoubleVector x, DoubleVector shifted) {
    return x.reinterpretAsLongs()
        .add(shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52))
        .reinterpretAsDoubles();
  }
}
