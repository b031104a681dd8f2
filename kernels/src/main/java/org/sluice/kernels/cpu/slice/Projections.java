package org.sluice.kernels.cpu.slice;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import java.lang.foreign.MemorySegment;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.cpu.memory.Workspace;
import org.sluice.kernels.spi.EvaluationChecks;

/**
 * The projections of some points on a block of directions, which residuals replace later. Each
 * panel of points has a contiguous tile, one row of a panel's width for each direction: products
 * are fast only with contiguous tiles. A direction's column therefore lies in pieces of a panel's
 * width. The points' weights come with them.
 */
public final class Projections {

  private final long count;
  private final int width;
  private final long pieceBytes;
  private final long panelStride;
  private final MemorySegment segment;
  private final MemorySegment weights;
  private final Matrix weightColumn;

  /**
   * Allocates.
   *
   * @param count points
   * @param width points of a panel
   * @param directions of a block
   * @param height directions of a strip, of which products write whole ones
   * @param withWeights whether the points may have weights
   */
  public Projections(
      Workspace workspace,
      ElementType type,
      long count,
      int width,
      long directions,
      int height,
      boolean withWeights) {
    this.count = count;
    this.width = width;
    pieceBytes = width * type.bytes();
    panelStride = padded((directions + height - 1) / height * height * pieceBytes);
    segment = workspace.allocate((count + width - 1) / width * panelStride);
    weights = withWeights ? workspace.allocate(count * Double.BYTES) : null;
    weightColumn = withWeights ? Matrix.of(weights, ElementType.F64, count, 1) : null;
  }

  /** A stride that is a power of two would put all pieces of a column into the same cache sets. */
  private static long padded(long size) {
    long lines = (size + 63) / 64;
    return (lines % 16 == 0 ? lines + 1 : lines) * 64;
  }

  /** Their memory. */
  public MemorySegment segment() {
    return segment;
  }

  /** Points, and so elements of a column. */
  public int count() {
    return Math.toIntExact(count);
  }

  /** Points of a piece. */
  public int width() {
    return width;
  }

  /** Bytes from one piece of a column to the next. */
  public long panelStride() {
    return panelStride;
  }

  /** Bytes from one column's piece to that of the next. */
  public long pieceBytes() {
    return pieceBytes;
  }

  /** The offset at which a column begins. */
  public long column(int slice) {
    return slice * pieceBytes;
  }

  /** Normalises the weights; null means equal ones. */
  public void weights(String name, Matrix given) {
    EvaluationChecks.normaliseWeights(name, given, weightColumn);
  }

  /** Copies the normalised weights. */
  void readWeights(double[] target) {
    MemorySegment.copy(weights, JAVA_DOUBLE, 0, target, 0, (int) count);
  }
}
