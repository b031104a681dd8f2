package org.sluice.kernels.vector;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.sluice.kernels.Adam;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.SlicedWasserstein;
import org.sluice.kernels.cpu.primitive.Kernels;
import org.sluice.kernels.cpu.primitive.MlpKernels;
import org.sluice.kernels.cpu.slice.MergeSchedule;
import org.sluice.kernels.cpu.slice.SliceMatcher;
import org.sluice.kernels.vector.lane.Lanes;
import org.sluice.kernels.vector.mlp.VectorMlpKernelsF32;
import org.sluice.kernels.vector.product.DirectProductF32;
import org.sluice.kernels.vector.product.PanelProductF32;
import org.sluice.kernels.vector.product.SquareOfEightF32;
import org.sluice.kernels.vector.product.TransposeF32;
import org.sluice.kernels.vector.product.WeightedPointsF32;
import org.sluice.kernels.vector.random.PhiloxVectors;
import org.sluice.kernels.vector.slice.VectorSlicesF32;

/**
 * The kernels in vectors of {@link Lanes#BITS} bits. Rounding differs from the scalar ones only
 * where sums over points are cut into lanes, always at the same places.
 */
public final class VectorKernelsF32 implements Kernels {

  private static final VectorSpecies<Float> SPECIES = Lanes.F32;
  private static final int BYTES = Float.BYTES;
  private static final long VECTOR = SPECIES.vectorByteSize();
  private static final int LENGTH = SPECIES.length();
  private static final int WIDTH = PanelProductF32.VECTORS * LENGTH;
  private static final int HEIGHT = PanelProductF32.HEIGHT;
  private static final int STRIDE = PanelProductF32.STRIDE;
  private static final long STRIP_COLUMN = (long) STRIDE * BYTES;

  private final MlpKernels mlp = new VectorMlpKernelsF32();

  @Override
  public ElementType type() {
    return ElementType.F32;
  }

  @Override
  public int panelWidth() {
    return WIDTH;
  }

  @Override
  public int stripHeight() {
    return HEIGHT;
  }

  @Override
  public int stripStride() {
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
      long from = start * rowStride;
      long panel = start / WIDTH * panelStride;
      int count = (int) Math.min(WIDTH, last - start);
      int rows = 0;
      int transposed = 0;
      if (columnStride == BYTES) {
        rows = count / LENGTH * LENGTH;
        transposed = transposeSquares(source, from, rowStride, rows, columns, panels, panel);
      }
      for (int j = 0; j < columns; j++) {
        long column = from + j * columnStride;
        long to = panel + (long) j * WIDTH * BYTES;
        for (int i = j < transposed ? rows : 0; i < count; i++) {
          float value = source.get(JAVA_FLOAT_UNALIGNED, column + i * rowStride);
          panels.set(JAVA_FLOAT, to + (long) i * BYTES, value);
        }
        for (int i = count; i < WIDTH; i++) {
          panels.set(JAVA_FLOAT, to + (long) i * BYTES, 0);
        }
      }
      finite &= finite(panels, panel, columns);
    }
    return finite;
  }

  /** Transposes the rows' first columns and returns how many. */
  private static int transposeSquares(
      MemorySegment source,
      long from,
      long rowStride,
      int rows,
      int columns,
      MemorySegment panels,
      long panel) {
    int transposed = columns / LENGTH * LENGTH;
    for (int j = 0; j < transposed; j += LENGTH) {
      for (int i = 0; i < rows; i += LENGTH) {
        TransposeF32.square(
            source,
            from + i * rowStride + (long) j * BYTES,
            rowStride,
            panels,
            panel + ((long) j * WIDTH + i) * BYTES,
            (long) WIDTH * BYTES);
      }
    }
    if (LENGTH <= SquareOfEightF32.SIDE || columns - transposed < SquareOfEightF32.SIDE) {
      return transposed;
    }
    for (int i = 0; i < rows; i += SquareOfEightF32.SIDE) {
      SquareOfEightF32.transpose(
          source,
          from + i * rowStride + (long) transposed * BYTES,
          rowStride,
          SquareOfEightF32.SIDE,
          panels,
          panel + ((long) transposed * WIDTH + i) * BYTES,
          (long) WIDTH * BYTES);
    }
    return transposed + SquareOfEightF32.SIDE;
  }

  private static boolean finite(MemorySegment panels, long panel, int columns) {
    FloatVector sum0 = FloatVector.zero(SPECIES);
    FloatVector sum1 = sum0;
    FloatVector sum2 = sum0;
    FloatVector sum3 = sum0;
    for (int j = 0; j < columns; j++) {
      // x − x is zero for finite x and NaN otherwise, and a sum with a NaN is NaN.
      long at = panel + (long) j * WIDTH * BYTES;
      FloatVector x0 = FloatVector.fromMemorySegment(SPECIES, panels, at, Lanes.ORDER);
      FloatVector x1 = FloatVector.fromMemorySegment(SPECIES, panels, at + VECTOR, Lanes.ORDER);
      FloatVector x2 = FloatVector.fromMemorySegment(SPECIES, panels, at + 2 * VECTOR, Lanes.ORDER);
      FloatVector x3 = FloatVector.fromMemorySegment(SPECIES, panels, at + 3 * VECTOR, Lanes.ORDER);
      sum0 = x0.sub(x0).add(sum0);
      sum1 = x1.sub(x1).add(sum1);
      sum2 = x2.sub(x2).add(sum2);
      sum3 = x3.sub(x3).add(sum3);
    }
    // A sum of zeros and NaNs is the same in any order.
    return sum0.add(sum1).add(sum2.add(sum3)).reduceLanes(VectorOperators.ADD) == 0;
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
    float factor = (float) scale;
    for (long start = first; start < last; start += WIDTH) {
      long panel = start / WIDTH * panelStride;
      int count = (int) Math.min(WIDTH, last - start);
      int rows = count / LENGTH * LENGTH;
      int transposed = columns / LENGTH * LENGTH;
      for (int i = 0; i < rows; i += LENGTH) {
        long to = (start + i) * rowStride;
        for (int j = 0; j < transposed; j += LENGTH) {
          long from = panel + ((long) j * WIDTH + i) * BYTES;
          long at = to + (long) j * BYTES;
          TransposeF32.square(panels, from, (long) WIDTH * BYTES, target, at, rowStride);
          scale(factor, target, at, rowStride);
        }
      }
      for (int i = 0; i < count; i++) {
        long to = (start + i) * rowStride;
        for (int j = i < rows ? transposed : 0; j < columns; j++) {
          float value = panels.get(JAVA_FLOAT, panel + ((long) j * WIDTH + i) * BYTES);
          target.set(JAVA_FLOAT_UNALIGNED, to + (long) j * BYTES, factor * value);
        }
      }
    }
  }

  /** A square's rows, in place. */
  private static void scale(float factor, MemorySegment target, long offset, long stride) {
    for (int i = 0; i < LENGTH; i++) {
      long at = offset + i * stride;
      FloatVector.fromMemorySegment(SPECIES, target, at, Lanes.ORDER)
          .mul(factor)
          .intoMemorySegment(target, at, Lanes.ORDER);
    }
  }

  @Override
  public void packStrips(
      MemorySegment source,
      long offset,
      long rowStride,
      long columnStride,
      int rows,
      int inner,
      MemorySegment strips,
      int first,
      int depth) {
    for (int start = 0; start < rows; start += HEIGHT) {
      long from = offset + start * rowStride;
      long strip = ((long) start / HEIGHT * depth + first) * STRIP_COLUMN;
      int packed = 0;
      if (SquareOfEightF32.AVAILABLE) {
        packed =
            packVectors(source, from, rowStride, columnStride, rows - start, inner, strips, strip);
      }
      for (int i = 0; i < HEIGHT; i++) {
        boolean padding = start + i >= rows;
        for (int k = padding ? 0 : packed; k < inner; k++) {
          float value =
              padding
                  ? 0
                  : source.get(JAVA_FLOAT_UNALIGNED, from + i * rowStride + k * columnStride);
          strips.set(JAVA_FLOAT, strip + k * STRIP_COLUMN + (long) i * BYTES, value);
        }
      }
    }
  }

  /** One strip where rows or columns are contiguous. Returns how many columns are done. */
  private static int packVectors(
      MemorySegment source,
      long from,
      long rowStride,
      long columnStride,
      int rows,
      int inner,
      MemorySegment strips,
      long strip) {
    if (columnStride == BYTES) {
      int whole = inner / SquareOfEightF32.SIDE * SquareOfEightF32.SIDE;
      for (int k = 0; k < whole; k += SquareOfEightF32.SIDE) {
        SquareOfEightF32.transpose(
            source,
            from + (long) k * BYTES,
            rowStride,
            Math.min(rows, SquareOfEightF32.SIDE),
            strips,
            strip + k * STRIP_COLUMN,
            STRIP_COLUMN);
      }
      return whole;
    }
    if (rowStride == BYTES && rows >= SquareOfEightF32.SIDE) {
      SquareOfEightF32.copy(source, from, columnStride, inner, strips, strip, STRIP_COLUMN);
      return inner;
    }
    return 0;
  }

  @Override
  public void multiplyPanel(
      int strips,
      int inner,
      MemorySegment a,
      MemorySegment b,
      long bOffset,
      MemorySegment c,
      long cOffset,
      long cStride,
      MemorySegment tile) {
    long stripBytes = (long) inner * STRIDE * BYTES;
    for (int strip = 0; strip < strips; strip++) {
      long left = strip * stripBytes;
      long target = cOffset + strip * HEIGHT * cStride;
      if (tile != null) {
        // Adding in registers would take too many of them and too much code for the compiler.
        long tileStride = (long) WIDTH * BYTES;
        PanelProductF32.write(inner, a, left, b, bOffset, tile, 0, tileStride);
        PanelProductF32.addTile(tile, c, target, cStride);
      } else {
        PanelProductF32.write(inner, a, left, b, bOffset, c, target, cStride);
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
    for (int row = 0; row < rows; row += DirectProductF32.HEIGHT) {
      // The last strip may write rows again, with the same numbers.
      long first = Math.min(row, rows - DirectProductF32.HEIGHT);
      DirectProductF32.write(
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
  public MlpKernels mlp() {
    return mlp;
  }

  @Override
  public SliceMatcher matcher(SlicedWasserstein.Shape shape, MergeSchedule schedule, Arena arena) {
    return new VectorSlicesF32(shape, schedule, arena);
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
    WeightedPointsF32.add(
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
              JAVA_FLOAT_UNALIGNED,
              offset + (start + e) * BYTES,
              (float) doubles.getAtIndex(JAVA_DOUBLE, from + e));
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
    AdamStepF32.apply(step, count, parameters, gradient, first, second);
  }
}
