package org.sluice.kernels.vector.lane;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Powers of two from an exponent's bits. Bits become floats through native memory and not by the
 * vector module's reinterpretation: interpreted, the module reinterprets through heap segments, and
 * stores that have met a heap segment stay slower for native ones in every kernel.
 */
public final class PowerOfTwo {

  private static final int ONE_F32 = Float.floatToRawIntBits(1);
  private static final long ONE_F64 = Double.doubleToRawLongBits(1);

  private PowerOfTwo() {}

  /**
   * Computes 2ⁿ, n being the low bits of {@code shifted}; the result must be a normal number.
   *
   * @param scratch memory of which a vector at {@code offset} may be overwritten
   */
  public static FloatVector of(FloatVector shifted, MemorySegment scratch, long offset) {
    shifted.intoMemorySegment(scratch, offset, Lanes.ORDER);
    IntVector.fromMemorySegment(Lanes.INT, scratch, offset, Lanes.ORDER)
        .lanewise(VectorOperators.LSHL, 23)
        .add(ONE_F32)
        .intoMemorySegment(scratch, offset, Lanes.ORDER);
    return FloatVector.fromMemorySegment(Lanes.F32, scratch, offset, Lanes.ORDER);
  }

  /** The same in float64. */
  public static DoubleVector of(DoubleVector shifted, MemorySegment scratch, long offset) {
    shifted.intoMemorySegment(scratch, offset, Lanes.ORDER);
    LongVector.fromMemorySegment(Lanes.LONG, scratch, offset, Lanes.ORDER)
        .lanewise(VectorOperators.LSHL, 52)
        .add(ONE_F64)
        .intoMemorySegment(scratch, offset, Lanes.ORDER);
    return DoubleVector.fromMemorySegment(Lanes.F64, scratch, offset, Lanes.ORDER);
  }
}
