package org.sluice.kernels.vector.mlp;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.sluice.kernels.vector.lane.Lanes;

/**
 * Adds vectors of either type to doubles in memory. The methods hold whole loops, since a method
 * that takes a vector boxes it wherever the compiler does not inline it.
 */
final class WideSum {

  private static final ByteOrder ORDER = Lanes.ORDER;
  private static final long VECTOR = Lanes.F64.vectorByteSize();

  private WideSum() {}

  static void addF32(
      int vectors, MemorySegment source, long offset, MemorySegment sums, long sumsOffset) {
    for (int i = 0; i < vectors; i++) {
      FloatVector x = FloatVector.fromMemorySegment(Lanes.F32, source, offset + i * VECTOR, ORDER);
      long low = sumsOffset + i * (2 * VECTOR);
      long high = low + VECTOR;
      DoubleVector.fromMemorySegment(Lanes.F64, sums, low, ORDER)
          .add(x.convertShape(VectorOperators.F2D, Lanes.F64, 0))
          .intoMemorySegment(sums, low, ORDER);
      DoubleVector.fromMemorySegment(Lanes.F64, sums, high, ORDER)
          .add(x.convertShape(VectorOperators.F2D, Lanes.F64, 1))
          .intoMemorySegment(sums, high, ORDER);
    }
  }

  static void addF64(
      int vectors, MemorySegment source, long offset, MemorySegment sums, long sumsOffset) {
    for (int i = 0; i < vectors; i++) {
      long at = sumsOffset + i * VECTOR;
      DoubleVector.fromMemorySegment(Lanes.F64, sums, at, ORDER)
          .add(DoubleVector.fromMemorySegment(Lanes.F64, source, offset + i * VECTOR, ORDER))
          .intoMemorySegment(sums, at, ORDER);
    }
  }
}
