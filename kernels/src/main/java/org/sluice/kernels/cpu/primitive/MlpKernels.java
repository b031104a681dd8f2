package org.sluice.kernels.cpu.primitive;

import java.lang.foreign.MemorySegment;
import org.sluice.kernels.Activation;

/**
 * The primitives that a multilayer perceptron needs beside {@link Kernels#multiplyPanel}, for one
 * element type and under the same rules: native segments, offsets and strides in bytes, no checks,
 * no allocation. The scalar implementation is the specification.
 */
public interface MlpKernels {

  /** Rows and columns of the squares that {@link #transpose} works on. */
  int block();

  /**
   * Element (j, i) of the target ← element (i, j) of the source.
   *
   * @param rows of the source, a multiple of {@link #block}
   * @param columns of the source, a multiple of {@link #block}
   */
  void transpose(
      MemorySegment source,
      long sourceOffset,
      long sourceStride,
      int rows,
      int columns,
      MemorySegment target,
      long targetOffset,
      long targetStride);

  /**
   * x ← σ(x) for {@code count} contiguous elements, a multiple of {@link #block}.
   *
   * @param derivatives gets σ′(x), at the same offset
   */
  void activate(
      Activation activation,
      long count,
      MemorySegment values,
      long offset,
      MemorySegment derivatives);

  /** x ← x · y for {@code count} contiguous elements, a multiple of {@link #block}. */
  void multiplyElements(long count, MemorySegment x, long xOffset, MemorySegment y, long yOffset);

  /** x ← eˣ for {@code count} contiguous elements, a multiple of {@link #block}. */
  void exponential(long count, MemorySegment values, long offset);

  /** y ← α·x + β·y for {@code count} contiguous elements, any number; with β = 0, y is not read. */
  void combine(
      long count,
      double alpha,
      MemorySegment x,
      long xOffset,
      double beta,
      MemorySegment y,
      long yOffset);

  /** Adds the rows of a panel to rows of the target. */
  void addRows(int rows, MemorySegment panel, MemorySegment target, long offset, long stride);

  /**
   * Replaces targets t by scale · (p − t), p being the predictions, and writes the sum over rows of
   * (p − t)² for each lane. Both are one panel.
   */
  void residuals(
      int rows,
      double scale,
      MemorySegment predictions,
      long predictionsOffset,
      MemorySegment targets,
      long targetsOffset,
      MemorySegment squares);

  /** Adds {@code count} elements, a multiple of {@link #block}, to as many doubles. */
  void addToDoubles(
      long count, MemorySegment source, long offset, MemorySegment sums, long sumsOffset);

  /** Sets {@code count} doubles, a multiple of {@link #block}, to zero. */
  void clear(long count, MemorySegment sums, long offset);

  /** Rounds {@code count} doubles to elements. */
  void fromDoubles(
      long count, MemorySegment sums, long sumsOffset, MemorySegment target, long offset);

  /** Whether the first {@code count} elements, a multiple of {@link #block}, are all finite. */
  boolean finite(long count, MemorySegment values);

  /** The sum of the first {@code count} elements, in order, as doubles. */
  double sum(int count, MemorySegment values);
}
