package org.sluice.kernels.vector.product;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.sluice.kernels.cpu.primitive.Kernels;
import org.sluice.kernels.vector.lane.LaneSumF32;
import org.sluice.kernels.vector.lane.Lanes;

/**
 * {@link Kernels#addWeightedPoints}, four columns at a time: their pieces of a panel stay in
 * registers for all coordinates, so points are read once for four columns. Each sum is one chain
 * whichever columns are summed together. Pays from one panel on.
 */
public final class WeightedPointsF32 {

  private static final VectorSpecies<Float> SPECIES = Lanes.F32;
  private static final long VECTOR = SPECIES.vectorByteSize();
  private static final long PIECE = PanelProductF32.VECTORS * VECTOR;
  private static final int COLUMNS = PanelProductF32.VECTORS;
  // Panels that are summed in the element type, lane by lane, before the sum is added in float64.
  // Their points stay in the second-level cache for the next four columns.
  private static final int PANELS_PER_SUM = 16;

  private WeightedPointsF32() {}

  public static void add(
      MemorySegment panels,
      long panelStride,
      int coordinates,
      long panelCount,
      MemorySegment columns,
      long columnOffset,
      long columnStride,
      int columnCount,
      MemorySegment sums,
      long sumsOffset,
      MemorySegment lanes) {
    for (long from = 0; from < panelCount; from += PANELS_PER_SUM) {
      long to = Math.min(panelCount, from + PANELS_PER_SUM);
      for (int c = 0; c < columnCount; c += COLUMNS) {
        clear(lanes, coordinates);
        int last = columnCount - 1;
        for (long panel = from; panel < to; panel++) {
          long piece = columnOffset + panel * columnStride;
          // In halves: with more loads the compiler would stop inlining and box vectors.
          for (long half = 0; half < PIECE; half += 2 * VECTOR) {
            // With fewer than four columns the last one is summed repeatedly and used once.
            addHalf(
                panels,
                panel * panelStride + half,
                coordinates,
                columns,
                piece + c * PIECE + half,
                piece + Math.min(c + 1, last) * PIECE + half,
                piece + Math.min(c + 2, last) * PIECE + half,
                piece + Math.min(c + 3, last) * PIECE + half,
                lanes);
          }
        }
        for (int i = 0; i < COLUMNS && c + i < columnCount; i++) {
          long entry = sumsOffset + (long) (c + i) * coordinates * Double.BYTES;
          addLanes(lanes, i, coordinates, sums, entry);
        }
      }
    }
  }

  private static void clear(MemorySegment lanes, int coordinates) {
    FloatVector zero = FloatVector.zero(SPECIES);
    for (int i = 0; i < COLUMNS * coordinates; i++) {
      zero.intoMemorySegment(lanes, i * VECTOR, Lanes.ORDER);
    }
  }

  private static void addHalf(
      MemorySegment panels,
      long points,
      int coordinates,
      MemorySegment columns,
      long first,
      long second,
      long third,
      long fourth,
      MemorySegment lanes) {
    FloatVector a0 = load(columns, first);
    FloatVector a1 = load(columns, first + VECTOR);
    FloatVector b0 = load(columns, second);
    FloatVector b1 = load(columns, second + VECTOR);
    FloatVector c0 = load(columns, third);
    FloatVector c1 = load(columns, third + VECTOR);
    FloatVector d0 = load(columns, fourth);
    FloatVector d1 = load(columns, fourth + VECTOR);
    for (int j = 0; j < coordinates; j++) {
      long point = points + j * PIECE;
      FloatVector x0 = load(panels, point);
      FloatVector x1 = load(panels, point + VECTOR);
      long sum = j * (COLUMNS * VECTOR);
      FloatVector a = x1.fma(a1, x0.fma(a0, load(lanes, sum)));
      FloatVector b = x1.fma(b1, x0.fma(b0, load(lanes, sum + VECTOR)));
      FloatVector c = x1.fma(c1, x0.fma(c0, load(lanes, sum + 2 * VECTOR)));
      FloatVector d = x1.fma(d1, x0.fma(d0, load(lanes, sum + 3 * VECTOR)));
      a.intoMemorySegment(lanes, sum, Lanes.ORDER);
      b.intoMemorySegment(lanes, sum + VECTOR, Lanes.ORDER);
      c.intoMemorySegment(lanes, sum + 2 * VECTOR, Lanes.ORDER);
      d.intoMemorySegment(lanes, sum + 3 * VECTOR, Lanes.ORDER);
    }
  }

  private static void addLanes(
      MemorySegment lanes, int column, int coordinates, MemorySegment sums, long entry) {
    for (int j = 0; j < coordinates; j++) {
      double sum = LaneSumF32.of(load(lanes, ((long) j * COLUMNS + column) * VECTOR));
      long at = entry + (long) j * Double.BYTES;
      sums.set(JAVA_DOUBLE, at, sums.get(JAVA_DOUBLE, at) + sum);
    }
  }

  private static FloatVector load(MemorySegment segment, long offset) {
    return FloatVector.fromMemorySegment(SPECIES, segment, offset, Lanes.ORDER);
  }
}
