package org.sluice.kernels.vector;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Adds vectors of either type to doubles in memory. */
final class WideSum {

  private static final long VECTOR = Lanes.F64.vectorByteSize();

  private WideSum() {}

  static void add(FloatVector values, MemorySegment sums, long offset) {
    add((DoubleVector) values.convertShape(VectorOperators.F2D, Lanes.F64, 0), sums, offset);
    add(
        (DoubleVector) values.convertShape(VectorOperators.F2D, Lanes.F64, 1),
        sums,
        offset + VECTOR);
  }

  static void add(DoubleVector values, MemorySegment sums, long offset) {
    DoubleVector.fromMemorySegment(Lanes.F64, sums, offset, Lanes.ORDER)
        .add(values)
        .intoMemorySegment(sums, offset, Lanes.ORDER);
  }
}
