package org.sluice.kernels.cpu;

import java.lang.foreign.MemorySegment;

/**
 * The projections of some points on a block of directions, later the residuals in their place: for
 * each panel of points a tile of directions, a panel's width each. So a panel's tile is contiguous,
 * which products need in order to be fast, and a direction's column lies in pieces of a panel's
 * width.
 */
public final class Projections {

  private final long count;
  private final int width;
  private final long pieceBytes;
  private final long panelStride;
  private final MemorySegment segment;

  Projections(Kernels kernels, Workspace workspace, long count, long directions) {
    this.count = count;
    width = kernels.panelWidth();
    pieceBytes = width * kernels.type().bytes();
    // Products write whole groups.
    int height = kernels.groupHeight();
    panelStride = padded((directions + height - 1) / height * height * pieceBytes);
    segment = workspace.allocate((count + width - 1) / width * panelStride);
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
  long pieceBytes() {
    return pieceBytes;
  }

  /** Where a column begins. */
  public long column(int slice) {
    return slice * pieceBytes;
  }
}
