package org.sluice.kernels.cpu.loss;

import java.lang.foreign.MemorySegment;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.cpu.memory.Workspace;
import org.sluice.kernels.cpu.primitive.Kernels;
import org.sluice.kernels.cpu.slice.Projections;

/**
 * One side of the loss: its points in panels, its projections on the current block of directions,
 * and its gradient in panels.
 */
final class PointCloud {

  /** Points that one task handles; a multiple of every panel width. */
  private static final long CHUNK = 256;

  private final Kernels kernels;
  private final long count;
  private final int dimension;
  private final long bytes;
  private final int width;
  private final long panelStride;
  private final MemorySegment panels;
  private final Projections projections;
  private final long gradientStride;
  private final MemorySegment gradient;
  private Matrix source;
  private volatile boolean finite;

  PointCloud(
      Kernels kernels,
      Workspace workspace,
      long count,
      int dimension,
      long block,
      boolean withGradient,
      boolean withWeights) {
    this.kernels = kernels;
    this.count = count;
    this.dimension = dimension;
    bytes = kernels.type().bytes();
    width = kernels.panelWidth();
    long panelCount = (count + width - 1) / width;
    panelStride = (long) dimension * width * bytes;
    panels = workspace.allocate(panelCount * panelStride);
    int height = kernels.stripHeight();
    projections =
        new Projections(workspace, kernels.type(), count, width, block, height, withWeights);
    gradientStride = (long) (dimension + height - 1) / height * height * width * bytes;
    gradient = withGradient ? workspace.allocate(panelCount * gradientStride) : null;
  }

  int chunks() {
    return Math.toIntExact((count + CHUNK - 1) / CHUNK);
  }

  long count() {
    return count;
  }

  void source(Matrix points) {
    source = points;
    finite = true;
  }

  boolean finite() {
    return finite;
  }

  void pack(int chunk) {
    long first = chunk * CHUNK;
    boolean allFinite =
        kernels.packPanels(
            source.segment(),
            source.stride() * bytes,
            bytes,
            first,
            Math.min(count, first + CHUNK),
            dimension,
            panels,
            panelStride);
    if (!allFinite) {
      finite = false;
    }
  }

  void project(int chunk, DirectionBlock directions) {
    int strips = directions.strips();
    long lastPanel = panelEnd(chunk);
    for (long panel = chunk * CHUNK / width; panel < lastPanel; panel++) {
      kernels.multiplyPanel(
          strips,
          dimension,
          directions.forward(),
          panels,
          panel * panelStride,
          projections.segment(),
          panel * projections.panelStride(),
          projections.pieceBytes(),
          null);
    }
  }

  /** Adds the previous block's residuals, which the columns hold, times its directions. */
  void backProject(int chunk, DirectionBlock directions, int formerCount, MemorySegment tile) {
    int strips = directions.backwardStrips();
    long lastPanel = panelEnd(chunk);
    for (long panel = chunk * CHUNK / width; panel < lastPanel; panel++) {
      kernels.multiplyPanel(
          strips,
          formerCount,
          directions.formerBackward(),
          projections.segment(),
          panel * projections.panelStride(),
          gradient,
          panel * gradientStride,
          width * bytes,
          tile);
    }
  }

  private long panelEnd(int chunk) {
    return (Math.min(count, (chunk + 1) * CHUNK) + width - 1) / width;
  }

  void clearGradient() {
    gradient.fill((byte) 0);
  }

  void unpackGradient(int chunk, double scale, Matrix target) {
    long first = chunk * CHUNK;
    kernels.unpackPanels(
        gradient,
        gradientStride,
        first,
        Math.min(count, first + CHUNK),
        dimension,
        scale,
        target.segment(),
        target.stride() * bytes);
  }

  /**
   * Adds Σ_i r_i x_i to {@code sums}, d numbers a slice, r being the residuals in the columns from
   * {@code slice} on.
   */
  void addWeightedPoints(
      int slice, int slices, MemorySegment sums, long offset, MemorySegment scratch) {
    kernels.addWeightedPoints(
        panels,
        panelStride,
        dimension,
        (count + width - 1) / width,
        projections.segment(),
        projections.column(slice),
        projections.panelStride(),
        slices,
        sums,
        offset,
        scratch);
  }

  Projections projections() {
    return projections;
  }
}
