package org.sluice.kernels;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;

/**
 * A row-major view of memory: element (i, j) lies {@code i * stride + j} elements after the
 * segment's start. A view does not own memory: the creator of the segment frees it.
 *
 * <p>The segment may be native or lie over a heap array. Kernels work on native memory only, so
 * plans copy heap matrices first. A matrix in a device's memory has a segment of length zero at the
 * device's address. The host cannot read it: every access throws an {@link
 * IndexOutOfBoundsException}. {@link Backend#copy} copies it to the host.
 *
 * @param segment the memory, native or heap, in native byte order
 * @param type the elements' type
 * @param rows number of rows, 0 or more
 * @param columns number of columns, 0 or more
 * @param stride elements from one row's start to the next's, at least {@code columns}
 */
public record Matrix(
    MemorySegment segment, ElementType type, long rows, long columns, long stride) {

  // Unaligned: a view may start at any byte address, since callers' segments do.
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

  /**
   * Checks the view against its segment.
   *
   * @throws IllegalArgumentException if a size is negative, the stride is less than the number of
   *     columns, or the segment is too short
   */
  public Matrix {
    Objects.requireNonNull(segment, "segment");
    Objects.requireNonNull(type, "type");
    if (rows < 0 || columns < 0 || stride < columns) {
      throw new IllegalArgumentException(
          "a matrix of %d x %d with stride %d is not possible: sizes must not be negative, nor the stride less than the columns"
              .formatted(rows, columns, stride));
    }
    if (rows > 0 && columns > 0) {
      long elements = Math.addExact(Math.multiplyExact(rows - 1, stride), columns);
      long needed = Math.multiplyExact(elements, type.bytes());
      if (needed > segment.byteSize() && !onDevice(segment)) {
        throw new IllegalArgumentException(
            "a %s matrix of %d x %d with stride %d needs %d bytes, but the segment has %d"
                .formatted(type, rows, columns, stride, needed, segment.byteSize()));
      }
    }
  }

  /**
   * Allocates a zero-filled contiguous native matrix, aligned to 64 bytes, in the given arena.
   *
   * @throws NotEnoughMemoryException if it is large and there is no room, see {@link HostMemory}
   */
  public static Matrix allocate(Arena arena, ElementType type, long rows, long columns) {
    // As a double, so that sizes whose product is no long are refused for what they are.
    HostMemory.require((long) ((double) rows * columns * type.bytes()));
    long bytes = Math.multiplyExact(Math.multiplyExact(rows, columns), type.bytes());
    return of(arena.allocate(Math.max(bytes, 1), 64), type, rows, columns);
  }

  /** A contiguous view of a segment. */
  public static Matrix of(MemorySegment segment, ElementType type, long rows, long columns) {
    return new Matrix(segment, type, rows, columns, columns);
  }

  /** A contiguous view of a heap array of {@code rows * columns} elements, row after row. */
  public static Matrix of(double[] values, long rows, long columns) {
    return of(MemorySegment.ofArray(values), ElementType.F64, rows, columns);
  }

  /** A contiguous view of a heap array of {@code rows * columns} elements, row after row. */
  public static Matrix of(float[] values, long rows, long columns) {
    return of(MemorySegment.ofArray(values), ElementType.F32, rows, columns);
  }

  /** Element (i, j), widened to double. */
  public double get(long i, long j) {
    long offset = offset(i, j);
    return type == ElementType.F32 ? segment.get(FLOAT, offset) : segment.get(DOUBLE, offset);
  }

  /** Sets element (i, j), rounded to the element type. */
  public void set(long i, long j, double value) {
    long offset = offset(i, j);
    if (type == ElementType.F32) {
      segment.set(FLOAT, offset, (float) value);
    } else {
      segment.set(DOUBLE, offset, value);
    }
  }

  /**
   * Copies row i, widened to double, to the start of {@code target}; faster than element by
   * element.
   */
  public void readRow(long i, double[] target) {
    int count = (int) columns;
    if (type == ElementType.F64) {
      long offset = Objects.checkIndex(i, rows) * stride * type.bytes();
      MemorySegment.copy(segment, DOUBLE, offset, target, 0, count);
    } else {
      long offset = Objects.checkIndex(i, rows) * stride * type.bytes();
      for (int j = 0; j < count; j++) {
        target[j] = segment.get(FLOAT, offset + (long) j * Float.BYTES);
      }
    }
  }

  /** Copies the start of {@code source} into row i, rounded to the element type. */
  public void writeRow(long i, double[] source) {
    int count = (int) columns;
    if (type == ElementType.F64) {
      long offset = Objects.checkIndex(i, rows) * stride * type.bytes();
      MemorySegment.copy(source, 0, segment, DOUBLE, offset, count);
    } else {
      long offset = Objects.checkIndex(i, rows) * stride * type.bytes();
      for (int j = 0; j < count; j++) {
        segment.set(FLOAT, offset + (long) j * Float.BYTES, (float) source[j]);
      }
    }
  }

  /** The view of rows {@code from} (inclusive) to {@code to} (exclusive). */
  public Matrix rows(long from, long to) {
    Objects.checkFromToIndex(from, to, rows);
    long start = from == to ? 0 : from * stride * type.bytes();
    long length =
        from == to || columns == 0 ? 0 : ((to - from - 1) * stride + columns) * type.bytes();
    MemorySegment part =
        onDevice()
            ? MemorySegment.ofAddress(segment.address() + start)
            : segment.asSlice(start, length);
    return new Matrix(part, type, to - from, columns, stride);
  }

  /**
   * A contiguous view of {@code rows} × {@code columns} elements, the first of which is element
   * {@code first} of this contiguous matrix, counted row after row.
   *
   * @throws IllegalArgumentException if there are gaps between this matrix's rows
   * @throws IndexOutOfBoundsException if it has not as many elements
   */
  public Matrix part(long first, long partRows, long partColumns) {
    if (!contiguous()) {
      throw new IllegalArgumentException(
          "only a contiguous matrix has parts, but the stride is %d for %d columns"
              .formatted(stride, columns));
    }
    long count = Math.multiplyExact(partRows, partColumns);
    long start = Objects.checkFromIndexSize(first, count, rows * columns) * type.bytes();
    MemorySegment part =
        onDevice()
            ? MemorySegment.ofAddress(segment.address() + start)
            : segment.asSlice(start, count * type.bytes());
    return of(part, type, partRows, partColumns);
  }

  /** Whether it lies in a device's memory, which the host cannot read. */
  public boolean onDevice() {
    return onDevice(segment);
  }

  private static boolean onDevice(MemorySegment segment) {
    return segment.byteSize() == 0 && segment.isNative() && segment.address() != 0;
  }

  /** Whether this matrix and another have any memory in common, gaps between rows included. */
  public boolean overlaps(Matrix other) {
    if (!onDevice() || !other.onDevice()) {
      // An address belongs to the host or to a device, never to both.
      return segment.asOverlappingSlice(other.segment).isPresent();
    }
    long start = segment.address();
    long otherStart = other.segment.address();
    return start < otherStart + other.extent() && otherStart < start + extent();
  }

  /** Bytes from the first element to the end of the last. */
  private long extent() {
    return rows == 0 || columns == 0 ? 0 : ((rows - 1) * stride + columns) * type.bytes();
  }

  /** Whether the rows follow each other without gaps. */
  public boolean contiguous() {
    return stride == columns || rows <= 1;
  }

  /** Copies all elements of {@code source}, of the same shape and either type, into this matrix. */
  public void copyFrom(Matrix source) {
    if (source.rows != rows || source.columns != columns) {
      throw new IllegalArgumentException(
          "cannot copy a matrix of %s into one of %s".formatted(source.shape(), shape()));
    }
    if (rows == 0 || columns == 0) {
      return;
    }
    if (source.type == type) {
      if (contiguous() && source.contiguous()) {
        MemorySegment.copy(source.segment, 0, segment, 0, rows * columns * type.bytes());
      } else {
        for (long i = 0; i < rows; i++) {
          MemorySegment.copy(
              source.segment, source.offset(i, 0), segment, offset(i, 0), columns * type.bytes());
        }
      }
      return;
    }
    for (long i = 0; i < rows; i++) {
      for (long j = 0; j < columns; j++) {
        set(i, j, source.get(i, j));
      }
    }
  }

  /** All elements as doubles, row after row, in a new array. */
  public double[] toDoubles() {
    double[] values = new double[Math.toIntExact(rows * columns)];
    of(values, rows, columns).copyFrom(this);
    return values;
  }

  /** The shape in the form {@code 3 x 4}. */
  public String shape() {
    return rows + " x " + columns;
  }

  private long offset(long i, long j) {
    Objects.checkIndex(i, rows);
    Objects.checkIndex(j, columns);
    return (i * stride + j) * type.bytes();
  }
}
