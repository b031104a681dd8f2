package org.sluice.kernels.cpu.primitive;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.sluice.kernels.Adam;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.SlicedWasserstein;
import org.sluice.kernels.cpu.slice.MergeSchedule;
import org.sluice.kernels.cpu.slice.SliceMatcher;

/**
 * The numeric primitives of a CPU backend for one element type. The scalar implementation is the
 * specification; others give the same numbers up to rounding of sums.
 *
 * <p>All segments are native, all offsets and strides are in bytes, nothing is checked here, and no
 * primitive allocates. Terms:
 *
 * <ul>
 *   <li><em>panel</em>: {@link #panelWidth} points side by side, one row per coordinate: a d ×
 *       width tile, so that the lanes of a vector hold different points;
 *   <li><em>strip</em>: {@link #stripHeight} rows of a left factor, packed column after column,
 *       {@link #stripStride} elements from one to the next;
 *   <li><em>column</em>: the projections of all points on one direction, a panel's width at a time.
 * </ul>
 */
public interface Kernels {

  /** The element type of all segments, unless said otherwise. */
  ElementType type();

  /** Points in a panel. */
  int panelWidth();

  /** Rows in a strip. */
  int stripHeight();

  /** Elements from one column of a strip to the next. */
  int stripStride();

  /** Bytes of the strips of a left factor. */
  default long stripBytes(long rows, long inner) {
    long strips = (rows + stripHeight() - 1) / stripHeight();
    return strips * stripStride() * inner * type().bytes();
  }

  /**
   * Packs rows {@code first} to {@code last} of a matrix, whose element (i, j) lies at {@code i *
   * rowStride + j * columnStride}, into panels; the last panel is padded with zeros.
   *
   * @param first a multiple of the panel width
   * @param panels memory that begins with panel 0 (row 0)
   * @param panelStride bytes from panel to panel
   * @return whether all packed elements are finite
   */
  boolean packPanels(
      MemorySegment source,
      long rowStride,
      long columnStride,
      long first,
      long last,
      int columns,
      MemorySegment panels,
      long panelStride);

  /**
   * Writes {@code scale} times rows {@code first} to {@code last} from panels to a row-major
   * matrix.
   */
  void unpackPanels(
      MemorySegment panels,
      long panelStride,
      long first,
      long last,
      int columns,
      double scale,
      MemorySegment target,
      long rowStride);

  /** Packs a whole left factor: all columns of its strips. */
  default void packStrips(
      MemorySegment source,
      long offset,
      long rowStride,
      long columnStride,
      int rows,
      int inner,
      MemorySegment strips) {
    packStrips(source, offset, rowStride, columnStride, rows, inner, strips, 0, inner);
  }

  /**
   * Packs a left factor of {@code rows} × {@code inner}, element (i, k) at {@code offset + i *
   * rowStride + k * columnStride}, into strips, the last one padded with zeros.
   *
   * @param first the column of the strips that the factor's first one becomes
   * @param depth columns of the strips
   */
  void packStrips(
      MemorySegment source,
      long offset,
      long rowStride,
      long columnStride,
      int rows,
      int inner,
      MemorySegment strips,
      int first,
      int depth);

  /**
   * C ← A·B, or C ← C + A·B, for one panel: A in {@code strips} strips of depth {@code inner}, B of
   * {@code inner} rows, one panel's width apart, C of {@code strips * stripHeight} rows. Each
   * element of A·B is one chain of fused multiply-adds in order of k, so results do not depend on
   * how work is cut.
   *
   * @param tile stripHeight × panelWidth elements of scratch, to add to C; null to overwrite C
   */
  void multiplyPanel(
      int strips,
      int inner,
      MemorySegment a,
      MemorySegment b,
      long bOffset,
      MemorySegment c,
      long cOffset,
      long cStride,
      MemorySegment tile);

  /**
   * C ← A·B where the matrices lie, of {@link #stripHeight} rows or more and up to {@link
   * #panelWidth} columns. Element (i, k) of A lies at {@code aOffset + i * aRow + k * aColumn};
   * rows of B and C may be read and written as far as {@code columns}, rounded up to {@link
   * MlpKernels#block}, reaches. Each element is one chain of fused multiply-adds in order of k.
   */
  void multiplyDirect(
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
      long cStride);

  /** The primitives of a multilayer perceptron beside products. */
  MlpKernels mlp();

  /**
   * A matcher with scratch memory of its own, for one worker.
   *
   * @param schedule the plan's, shared by all workers; null where sizes are equal
   * @param arena of the native part of that memory, which it frees
   */
  SliceMatcher matcher(SlicedWasserstein.Shape shape, MergeSchedule schedule, Arena arena);

  /**
   * Adds Σ_i x_i c_i to d doubles of {@code sums} for each of some columns c, one after the other:
   * x in panels, whose padding after row n must be zero.
   *
   * @param columnOffset bytes before the first column's first piece; the next column's follows it
   * @param columnStride bytes from one panel's piece of a column to the next
   * @param columnCount columns
   * @param scratch columns × panelWidth elements
   */
  void addWeightedPoints(
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
      MemorySegment scratch);

  /** Elements {@code first} … {@code first + count - 1} of a stream of standard normals. */
  void normals(long seed, long stream, long first, MemorySegment out, long offset, long count);

  /** Elements {@code first} … {@code first + count - 1} of a stream of uniforms in (0, 1). */
  void uniforms(long seed, long stream, long first, MemorySegment out, long offset, long count);

  /** One step of Adam on {@code count} contiguous elements; see {@link Adam}. */
  void adam(
      Adam.Step step,
      long count,
      MemorySegment parameters,
      MemorySegment gradient,
      MemorySegment first,
      MemorySegment second);
}
