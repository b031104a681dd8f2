// Made from VectorKernelsF32.java by TwinSources. Change that file, not this one.
package org.sluice.kernels.vector;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.sluice.kernels.Adam;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.SlicedWasserstein;
import org.sluice.kernels.cpu.Kernels;
import org.sluice.kernels.cpu.MergeSchedule;
import org.sluice.kernels.cpu.NetworkKernels;
import org.sluice.kernels.cpu.SliceMatcher;

/**
 * The kernels in vectors of {@link Lanes#BITS} bits. Rounding differs from the scalar ones only
 * where sums over points are cut into lanes, always at the same places.
 */
final class VectorKernelsF64 implements Kernels {

  private static final VectorSpecies<Double> SPECIES = Lanes.F64;
  private static final int BYTES = Double.BYTES;
  private static final int LENGTH = SPECIES.length();
  private static final int WIDTH = PanelProductF64.VECTORS * LENGTH;
  private static final int HEIGHT = PanelProductF64.HEIGHT;
  private static final int STRIDE = PanelProductF64.STRIDE;

  private final NetworkKernels network = new VectorNetworkF64();

  @Override
  public ElementType type() {
    return ElementType.F64;
  }

  @Override
  public int panelWidth() {
    return WIDTH;
  }

  @Override
  public int groupHeight() {
    return HEIGHT;
  }

  @Override
  public int groupStride() {
    return STRIDE;
  }

  @Override
  public boolean packPanels(
      MemorySegment source,
      long rowStride,
      long columnStride,
      long first,
      long last,
      int columns,
      MemorySegment panels,
      long panelStride) {
    boolean finite = true;
    for (long start = first; start < last; start += WIDTH) {
      long panel = start / WIDTH * panelStride;
      int count = (int) Math.min(WIDTH, last - start);
      int packed = 0;
      if (count == WIDTH && columnStride == BYTES) {
        packed = columns / LENGTH * LENGTH;
        turnSquares(source, start * rowStride, rowStride, packed, panels, panel);
        finite &= finite(panels, panel, packed);
      }
      finite &=
          packRest(
              source,
              start * rowStride,
              rowStride,
              columnStride,
              count,
              packed,
              columns,
              panels,
              panel);
    }
    return finite;
  }

  private static void turnSquares(
      MemorySegment source,
      long from,
      long rowStride,
      int columns,
      MemorySegment panels,
      long panel) {
    for (int i = 0; i < WIDTH; i += LENGTH) {
      for (int j = 0; j < columns; j += LENGTH) {
        TransposeF64.square(
            source,
            from + i * rowStride + (long) j * BYTES,
            rowStride,
            panels,
            panel + ((long) j * WIDTH + i) * BYTES,
            (long) WIDTH * BYTES);
      }
    }
  }

  private static boolean finite(MemorySegment panels, long panel, int columns) {
    DoubleVector notFinite = DoubleVector.zero(SPECIES);
    for (long j = 0; j < (long) columns * PanelProductF64.VECTORS; j++) {
      DoubleVector values = load(panels, panel + j * LENGTH * BYTES, 0);
      notFinite = values.sub(values).add(notFinite);
    }
    // A sum of zeros and NaNs is the same in any order.
    return notFinite.reduceLanes(VectorOperators.ADD) == 0;
  }

  /** Columns that fill no square, or panels that are not full. */
  private static boolean packRest(
      MemorySegment source,
      long from,
      long rowStride,
      long columnStride,
      int count,
      int firstColumn,
      int columns,
      MemorySegment panels,
      long panel) {
    double notFinite = 0;
    for (int j = firstColumn; j < columns; j++) {
      long column = from + j * columnStride;
      long to = panel + (long) j * WIDTH * BYTES;
      for (int i = 0; i < count; i++) {
        double value = source.get(JAVA_DOUBLE_UNALIGNED, column + i * rowStride);
        notFinite += value - value;
        panels.set(JAVA_DOUBLE, to + (long) i * BYTES, value);
      }
      for (int i = count; i < WIDTH; i++) {
        panels.set(JAVA_DOUBLE, to + (long) i * BYTES, 0);
      }
    }
    return notFinite == 0;
  }

  @Override
  public void unpackPanels(
      MemorySegment panels,
      long panelStride,
      long first,
      long last,
      int columns,
      double scale,
      MemorySegment target,
      long rowStride) {
    double factor = (double) scale;
    for (long start = first; start < last; start += WIDTH) {
      long panel = start / WIDTH * panelStride;
      int count = (int) Math.min(WIDTH, last - start);
      for (int i = 0; i < count; i++) {
        long to = (start + i) * rowStride;
        for (int j = 0; j < columns; j++) {
          double value = panels.get(JAVA_DOUBLE, panel + ((long) j * WIDTH + i) * BYTES);
          target.set(JAVA_DOUBLE_UNALIGNED, to + (long) j * BYTES, factor * value);
        }
      }
    }
  }

  @Override
  public void packGroups(
      MemorySegment source,
      long offset,
      long rowStride,
      long columnStride,
      int rows,
      int inner,
      MemorySegment groups) {
    long size = (long) inner * STRIDE * BYTES;
    for (int start = 0; start < rows; start += HEIGHT) {
      int count = Math.min(HEIGHT, rows - start);
      long group = start / HEIGHT * size;
      for (int i = 0; i < count; i++) {
        long from = offset + (start + i) * rowStride;
        long to = group + (long) i * BYTES;
        for (int k = 0; k < inner; k++) {
          double value = source.get(JAVA_DOUBLE_UNALIGNED, from + k * columnStride);
          groups.set(JAVA_DOUBLE_UNALIGNED, to + (long) k * (STRIDE * BYTES), value);
        }
      }
      for (int i = count; i < HEIGHT; i++) {
        for (int k = 0; k < inner; k++) {
          long to = group + (long) i * BYTES + (long) k * (STRIDE * BYTES);
          groups.set(JAVA_DOUBLE_UNALIGNED, to, 0);
        }
      }
    }
  }

  @Override
  public void multiplyPanel(
      int groups,
      int inner,
      MemorySegment a,
      MemorySegment b,
      long bOffset,
      MemorySegment c,
      long cOffset,
      long cStride,
      MemorySegment tile) {
    long groupBytes = (long) inner * STRIDE * BYTES;
    for (int group = 0; group < groups; group++) {
      long left = group * groupBytes;
      long target = cOffset + group * HEIGHT * cStride;
      if (tile != null) {
        // Adding in registers would take more of them, and more code, than the compiler bears.
        long tileStride = (long) WIDTH * BYTES;
        PanelProductF64.write(inner, a, left, b, bOffset, tile, 0, tileStride);
        PanelProductF64.addTile(tile, c, target, cStride);
      } else {
        PanelProductF64.write(inner, a, left, b, bOffset, c, target, cStride);
      }
    }
  }

  @Override
  public void multiplyDirect(
      int rows,
      int columns,
      int inner,
      MemorySegment a,
      long aOffset,
      long aRow,
      long aColumn,
      MemorySegment b,
      long bOffset,
      long bStride,
      MemorySegment c,
      long cOffset,
      long cStride) {
    for (int row = 0; row < rows; row += DirectProductF64.HEIGHT) {
      // The last group may write rows again, with the same numbers.
      long first = Math.min(row, rows - DirectProductF64.HEIGHT);
      DirectProductF64.write(
          columns,
          inner,
          a,
          aOffset + first * aRow,
          aRow,
          aColumn,
          b,
          bOffset,
          bStride,
          c,
          cOffset + first * cStride,
          cStride);
    }
  }

  @Override
  public NetworkKernels network() {
    return network;
  }

  @Override
  public SliceMatcher matcher(SlicedWasserstein.Shape shape, MergeSchedule schedule) {
    return new VectorSlicesF64(shape, schedule);
  }

  @Override
  public void addWeightedPoints(
      MemorySegment panels,
      long panelStride,
      int columns,
      long panelCount,
      MemorySegment column,
      long columnOffset,
      long columnStride,
      int columnCount,
      MemorySegment sums,
      long sumsOffset,
      MemorySegment scratch) {
    WeightedPointsF64.add(
        panels,
        panelStride,
        columns,
        panelCount,
        column,
        columnOffset,
        columnStride,
        columnCount,
        sums,
        sumsOffset,
        scratch);
  }

  private static DoubleVector load(MemorySegment segment, long offset, int vector) {
    return DoubleVector.fromMemorySegment(
        SPECIES, segment, offset + (long) vector * LENGTH * BYTES, Lanes.ORDER);
  }

  @Override
  public void normals(
      long seed, long stream, long first, MemorySegment out, long offset, long count) {
    random(true, seed, stream, first, out, offset, count);
  }

  @Override
  public void uniforms(
      long seed, long stream, long first, MemorySegment out, long offset, long count) {
    random(false, seed, stream, first, out, offset, count);
  }

  private static void random(
      boolean normal,
      long seed,
      long stream,
      long first,
      MemorySegment out,
      long offset,
      long count) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment doubles = arena.allocate(PhiloxVectors.bufferBytes(), 64);
      MemorySegment scratch = arena.allocate(PhiloxVectors.bufferBytes(), 64);
      for (long start = 0; start < count; start += PhiloxVectors.PIECE) {
        int size = (int) Math.min(PhiloxVectors.PIECE, count - start);
        int from = PhiloxVectors.fill(normal, seed, stream, first + start, size, doubles, scratch);
        for (int e = 0; e < size; e++) {
          out.set(
              JAVA_DOUBLE_UNALIGNED,
              offset + (start + e) * BYTES,
              (double) doubles.getAtIndex(JAVA_DOUBLE, from + e));
        }
      }
    }
  }

  @Override
  public void adam(
      Adam.Step step,
      long count,
      MemorySegment parameters,
      MemorySegment gradient,
      MemorySegment first,
      MemorySegment second) {
    AdamStepF64.apply(step, count, parameters, gradient, first, second);
  }
}
