package org.sluice.kernels.vector.product;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.sluice.kernels.vector.lane.Lanes;

/**
 * The register-blocked product: six rows by four vectors, 24 sums in registers with one broadcast
 * and four loads beside them, which fill 32 registers. Pays from the first panel on.
 */
public final class PanelProductF32 {

  public static final int HEIGHT = 6;
  public static final int VECTORS = 4;

  /**
   * Elements from one column of a strip to the next: a power of two, since the compiler moves
   * bounds checks out of a loop only where an offset is the counter shifted. With checks inside it
   * is two thirds as fast.
   */
  public static final int STRIDE = 8;

  private static final VectorSpecies<Float> SPECIES = Lanes.F32;
  private static final ByteOrder ORDER = Lanes.ORDER;
  private static final long BYTES = Float.BYTES;
  private static final long VECTOR = SPECIES.vectorByteSize();

  private PanelProductF32() {}

  /** C ← A·B for one strip. */
  public static void write(
      int inner,
      MemorySegment a,
      long aOffset,
      MemorySegment b,
      long bOffset,
      MemorySegment c,
      long cOffset,
      long cStride) {
    FloatVector c00 = FloatVector.zero(SPECIES);
    FloatVector c01 = c00;
    FloatVector c02 = c00;
    FloatVector c03 = c00;
    FloatVector c10 = c00;
    FloatVector c11 = c00;
    FloatVector c12 = c00;
    FloatVector c13 = c00;
    FloatVector c20 = c00;
    FloatVector c21 = c00;
    FloatVector c22 = c00;
    FloatVector c23 = c00;
    FloatVector c30 = c00;
    FloatVector c31 = c00;
    FloatVector c32 = c00;
    FloatVector c33 = c00;
    FloatVector c40 = c00;
    FloatVector c41 = c00;
    FloatVector c42 = c00;
    FloatVector c43 = c00;
    FloatVector c50 = c00;
    FloatVector c51 = c00;
    FloatVector c52 = c00;
    FloatVector c53 = c00;
    for (int k = 0; k < inner; k++) {
      long left = aOffset + (long) k * (STRIDE * BYTES);
      long right = bOffset + (long) k * (VECTORS * VECTOR);
      FloatVector b0 = load(b, right);
      FloatVector b1 = load(b, right + VECTOR);
      FloatVector b2 = load(b, right + 2 * VECTOR);
      FloatVector b3 = load(b, right + 3 * VECTOR);
      FloatVector row = broadcast(a, left);
      c00 = row.fma(b0, c00);
      c01 = row.fma(b1, c01);
      c02 = row.fma(b2, c02);
      c03 = row.fma(b3, c03);
      row = broadcast(a, left + BYTES);
      c10 = row.fma(b0, c10);
      c11 = row.fma(b1, c11);
      c12 = row.fma(b2, c12);
      c13 = row.fma(b3, c13);
      row = broadcast(a, left + 2 * BYTES);
      c20 = row.fma(b0, c20);
      c21 = row.fma(b1, c21);
      c22 = row.fma(b2, c22);
      c23 = row.fma(b3, c23);
      row = broadcast(a, left + 3 * BYTES);
      c30 = row.fma(b0, c30);
      c31 = row.fma(b1, c31);
      c32 = row.fma(b2, c32);
      c33 = row.fma(b3, c33);
      row = broadcast(a, left + 4 * BYTES);
      c40 = row.fma(b0, c40);
      c41 = row.fma(b1, c41);
      c42 = row.fma(b2, c42);
      c43 = row.fma(b3, c43);
      row = broadcast(a, left + 5 * BYTES);
      c50 = row.fma(b0, c50);
      c51 = row.fma(b1, c51);
      c52 = row.fma(b2, c52);
      c53 = row.fma(b3, c53);
    }
    long o = cOffset;
    c00.intoMemorySegment(c, o, ORDER);
    c01.intoMemorySegment(c, o + VECTOR, ORDER);
    c02.intoMemorySegment(c, o + 2 * VECTOR, ORDER);
    c03.intoMemorySegment(c, o + 3 * VECTOR, ORDER);
    o += cStride;
    c10.intoMemorySegment(c, o, ORDER);
    c11.intoMemorySegment(c, o + VECTOR, ORDER);
    c12.intoMemorySegment(c, o + 2 * VECTOR, ORDER);
    c13.intoMemorySegment(c, o + 3 * VECTOR, ORDER);
    o += cStride;
    c20.intoMemorySegment(c, o, ORDER);
    c21.intoMemorySegment(c, o + VECTOR, ORDER);
    c22.intoMemorySegment(c, o + 2 * VECTOR, ORDER);
    c23.intoMemorySegment(c, o + 3 * VECTOR, ORDER);
    o += cStride;
    c30.intoMemorySegment(c, o, ORDER);
    c31.intoMemorySegment(c, o + VECTOR, ORDER);
    c32.intoMemorySegment(c, o + 2 * VECTOR, ORDER);
    c33.intoMemorySegment(c, o + 3 * VECTOR, ORDER);
    o += cStride;
    c40.intoMemorySegment(c, o, ORDER);
    c41.intoMemorySegment(c, o + VECTOR, ORDER);
    c42.intoMemorySegment(c, o + 2 * VECTOR, ORDER);
    c43.intoMemorySegment(c, o + 3 * VECTOR, ORDER);
    o += cStride;
    c50.intoMemorySegment(c, o, ORDER);
    c51.intoMemorySegment(c, o + VECTOR, ORDER);
    c52.intoMemorySegment(c, o + 2 * VECTOR, ORDER);
    c53.intoMemorySegment(c, o + 3 * VECTOR, ORDER);
  }

  /** C ← C + tile for one strip. */
  public static void addTile(MemorySegment tile, MemorySegment c, long cOffset, long cStride) {
    for (int i = 0; i < HEIGHT; i++) {
      long from = i * VECTORS * VECTOR;
      long to = cOffset + i * cStride;
      for (int v = 0; v < VECTORS; v++) {
        load(c, to).add(load(tile, from)).intoMemorySegment(c, to, ORDER);
        from += VECTOR;
        to += VECTOR;
      }
    }
  }

  private static FloatVector load(MemorySegment segment, long offset) {
    return FloatVector.fromMemorySegment(SPECIES, segment, offset, ORDER);
  }

  private static FloatVector broadcast(MemorySegment segment, long offset) {
    return FloatVector.broadcast(SPECIES, segment.get(JAVA_FLOAT_UNALIGNED, offset));
  }
}
