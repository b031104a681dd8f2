package org.sluice.kernels.vector;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.cpu.primitive.Kernels;
import org.sluice.kernels.scalar.ScalarKernelsF32;
import org.sluice.kernels.scalar.ScalarKernelsF64;

/**
 * Packing moves every element to its place. Sources begin at any address and end with their last
 * element, so that reading further fails.
 */
class PackingContractTest {

  private static final double UNTOUCHED = -77;
  private static final List<Integer> COLUMNS = List.of(1, 2, 7, 8, 9, 15, 16, 17, 24, 26, 50);

  static Stream<Kernels> kernels() {
    return Stream.of(
        new ScalarKernelsF32(),
        new VectorKernelsF32(),
        new ScalarKernelsF64(),
        new VectorKernelsF64());
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void panelsHoldEachPointAndGiveItBack(Kernels kernels) {
    for (int points : new int[] {0, 1, 7, 15, 16, 17, 31, 33, 63, 64, 65, 100, 130}) {
      for (int columns : COLUMNS) {
        for (Layout layout : Layout.values()) {
          try (Arena arena = Arena.ofConfined()) {
            roundTrip(kernels, arena, layout, points, columns);
          }
        }
      }
    }
  }

  private static void roundTrip(
      Kernels kernels, Arena arena, Layout layout, int points, int columns) {
    long bytes = kernels.type().bytes();
    Source source = Source.of(kernels.type(), arena, layout, points, columns);
    int width = kernels.panelWidth();
    int panels = (points + width - 1) / width;
    long stride = columns * width * bytes;
    MemorySegment packed = filled(kernels.type(), arena, panels * columns * width);
    assertThat(
            kernels.packPanels(
                source.segment, source.row, source.column, 0, points, columns, packed, stride))
        .isTrue();
    for (int i = 0; i < panels * width; i++) {
      for (int j = 0; j < columns; j++) {
        double expected = i < points ? value(i, j) : 0;
        long at = i / width * stride + ((long) j * width + i % width) * bytes;
        assertThat(get(kernels.type(), packed, at))
            .as("%s, %d points, column %d of %d, point %d", layout, points, j, columns, i)
            .isEqualTo(expected);
      }
    }
    long gap = columns + 1;
    MemorySegment rows = filled(kernels.type(), arena, points * gap);
    kernels.unpackPanels(packed, stride, 0, points, columns, 0.5, rows, gap * bytes);
    for (int i = 0; i < points; i++) {
      for (int j = 0; j <= columns; j++) {
        double expected = j < columns ? value(i, j) / 2 : UNTOUCHED;
        assertThat(get(kernels.type(), rows, (i * gap + j) * bytes))
            .as("%d points, row %d, column %d of %d", points, i, j, columns)
            .isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void whatIsNotFiniteIsFoundWhereverItStands(Kernels kernels) {
    ElementType type = kernels.type();
    int points = 85;
    int columns = 27;
    try (Arena arena = Arena.ofConfined()) {
      Source source = Source.of(type, arena, Layout.ROW_AFTER_ROW, points, columns);
      int width = kernels.panelWidth();
      long stride = columns * width * type.bytes();
      MemorySegment packed = arena.allocate((points / width + 1) * stride, 64);
      double[] hostile = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
      for (int i = 0; i < points; i++) {
        for (int j = 0; j < columns; j++) {
          set(type, source.segment, source.at(i, j), hostile[(i + j) % hostile.length]);
          assertThat(
                  kernels.packPanels(
                      source.segment,
                      source.row,
                      source.column,
                      0,
                      points,
                      columns,
                      packed,
                      stride))
              .as("point %d, column %d", i, j)
              .isFalse();
          set(type, source.segment, source.at(i, j), value(i, j));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void stripsHoldEachRow(Kernels kernels) {
    for (int rows : new int[] {1, 5, 6, 7, 8, 11, 12, 13, 14, 30, 50}) {
      for (int inner : COLUMNS) {
        for (Layout layout : Layout.values()) {
          try (Arena arena = Arena.ofConfined()) {
            packStrips(kernels, arena, layout, rows, inner, 0, inner);
            packStrips(kernels, arena, layout, rows, inner, 3, inner + 5);
          }
        }
      }
    }
  }

  private static void packStrips(
      Kernels kernels, Arena arena, Layout layout, int rows, int inner, int first, int depth) {
    ElementType type = kernels.type();
    Source source = Source.of(type, arena, layout, rows, inner);
    int height = kernels.stripHeight();
    int stride = kernels.stripStride();
    int strips = (rows + height - 1) / height;
    MemorySegment packed = filled(type, arena, strips * depth * stride);
    kernels.packStrips(
        source.segment, 0, source.row, source.column, rows, inner, packed, first, depth);
    for (int i = 0; i < strips * height; i++) {
      for (int k = 0; k < depth; k++) {
        double expected =
            k < first || k >= first + inner ? UNTOUCHED : i < rows ? value(i, k - first) : 0;
        long element = ((long) (i / height) * depth + k) * stride + i % height;
        assertThat(get(type, packed, element * type.bytes()))
            .as("%s, row %d of %d, column %d of %d from %d", layout, i, rows, k, depth, first)
            .isEqualTo(expected);
      }
    }
  }

  private enum Layout {
    ROW_AFTER_ROW,
    COLUMN_AFTER_COLUMN,
    SCATTERED
  }

  /** A matrix that begins one element into its memory and ends with it. */
  private record Source(MemorySegment segment, long row, long column) {

    static Source of(ElementType type, Arena arena, Layout layout, int rows, int columns) {
      long bytes = type.bytes();
      long row =
          switch (layout) {
            case ROW_AFTER_ROW -> columns + 2;
            case COLUMN_AFTER_COLUMN -> 1;
            case SCATTERED -> 2L * columns + 3;
          };
      long column =
          switch (layout) {
            case ROW_AFTER_ROW -> 1;
            case COLUMN_AFTER_COLUMN -> rows + 2;
            case SCATTERED -> 2;
          };
      long elements = rows == 0 ? 0 : (rows - 1) * row + (columns - 1) * column + 1;
      MemorySegment segment = arena.allocate((elements + 1) * bytes, 64).asSlice(bytes);
      Source source = new Source(segment, row * bytes, column * bytes);
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
          set(type, segment, source.at(i, j), value(i, j));
        }
      }
      return source;
    }

    long at(int i, int j) {
      return i * row + j * column;
    }
  }

  /** Exact in either type, and all different. */
  private static double value(int i, int j) {
    return 1 + i * 64 + j;
  }

  private static MemorySegment filled(ElementType type, Arena arena, long elements) {
    MemorySegment segment = arena.allocate(elements * type.bytes(), 64);
    for (long e = 0; e < elements; e++) {
      set(type, segment, e * type.bytes(), UNTOUCHED);
    }
    return segment;
  }

  private static double get(ElementType type, MemorySegment segment, long offset) {
    return type == ElementType.F32
        ? segment.get(JAVA_FLOAT_UNALIGNED, offset)
        : segment.get(JAVA_DOUBLE_UNALIGNED, offset);
  }

  private static void set(ElementType type, MemorySegment segment, long offset, double value) {
    if (type == ElementType.F32) {
      segment.set(JAVA_FLOAT_UNALIGNED, offset, (float) value);
    } else {
      segment.set(JAVA_DOUBLE_UNALIGNED, offset, value);
    }
  }
}
