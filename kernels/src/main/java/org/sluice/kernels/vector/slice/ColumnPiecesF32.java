package org.sluice.kernels.vector.slice;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.sluice.kernels.cpu.slice.Projections;
import org.sluice.kernels.vector.lane.Lanes;
import org.sluice.kernels.vector.product.PanelProductF32;

/**
 * Copies columns of projections, which lie in pieces of four vectors, to arrays and back. A piece
 * is too short for MemorySegment.copy to be faster.
 */
final class ColumnPiecesF32 {

  private static final VectorSpecies<Float> SPECIES = Lanes.F32;
  private static final int LENGTH = SPECIES.length();
  private static final int WIDTH = PanelProductF32.VECTORS * LENGTH;
  private static final long VECTOR = SPECIES.vectorByteSize();

  private ColumnPiecesF32() {}

  static void read(Projections projections, int slice, float[] target, int from) {
    MemorySegment pieces = projections.segment();
    long offset = projections.column(slice);
    int count = projections.count();
    int i = 0;
    for (; i + WIDTH <= count; i += WIDTH) {
      load(pieces, offset).intoArray(target, from + i);
      load(pieces, offset + VECTOR).intoArray(target, from + i + LENGTH);
      load(pieces, offset + 2 * VECTOR).intoArray(target, from + i + 2 * LENGTH);
      load(pieces, offset + 3 * VECTOR).intoArray(target, from + i + 3 * LENGTH);
      offset += projections.panelStride();
    }
    if (i < count) {
      MemorySegment.copy(pieces, JAVA_FLOAT, offset, target, from + i, count - i);
    }
  }

  static void write(float[] source, int from, Projections projections, int slice) {
    MemorySegment pieces = projections.segment();
    long offset = projections.column(slice);
    int count = projections.count();
    int i = 0;
    for (; i + WIDTH <= count; i += WIDTH) {
      store(source, from + i, pieces, offset);
      store(source, from + i + LENGTH, pieces, offset + VECTOR);
      store(source, from + i + 2 * LENGTH, pieces, offset + 2 * VECTOR);
      store(source, from + i + 3 * LENGTH, pieces, offset + 3 * VECTOR);
      offset += projections.panelStride();
    }
    if (i < count) {
      MemorySegment.copy(source, from + i, pieces, JAVA_FLOAT, offset, count - i);
    }
  }

  private static FloatVector load(MemorySegment pieces, long offset) {
    return FloatVector.fromMemorySegment(SPECIES, pieces, offset, Lanes.ORDER);
  }

  private static void store(float[] source, int from, MemorySegment pieces, long offset) {
    FloatVector.fromArray(SPECIES, source, from).intoMemorySegment(pieces, offset, Lanes.ORDER);
  }
}
