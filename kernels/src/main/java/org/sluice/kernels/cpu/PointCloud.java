package org.sluice.kernels.cpu;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.EvaluationChecks;
import org.sluice.kernels.Matrix;

/**
 * One side of the loss: its points in panels, its projections on the present block of directions in
 * columns, its weights, and its gradient in panels.
 */
public final class PointCloud {

  /** Points that one task handles; a multiple of every panel width. */
  private static final long CHUNK = 1024;

  private final Kernels kernels;
  private final long count;
  private final int dimension;
  private final long bytes;
  private final int width;
  private final long panelStride;
  private final MemorySegment panels;
  private final long columnStride;
  private final MemorySegment columns;
  private final long gradientStride;
  private final MemorySegment gradient;
  private final MemorySegment weights;
  private final Matrix weightColumn;
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
    columnStride = paddedColumn(panelCount * width * bytes);
    columns = workspace.allocate(block * columnStride);
    int height = kernels.groupHeight();
    gradientStride = (long) (dimension + height - 1) / height * height * width * bytes;
    gradient = withGradient ? workspace.allocate(panelCount * gradientStride) : null;
    weights = withWeights ? workspace.allocate(count * Double.BYTES) : null;
    weightColumn = withWeights ? Matrix.of(weights, ElementType.F64, count, 1) : null;
  }

  /** A stride that is a power of two would put all columns of a panel into the same cache sets. */
  private static long paddedColumn(long size) {
    long lines = (size + 63) / 64;
    return (lines % 16 == 0 ? lines + 1 : lines) * 64;
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
    int groups = directions.groups();
    long lastPanel = panelEnd(chunk);
    for (long panel = chunk * CHUNK / width; panel < lastPanel; panel++) {
      kernels.multiplyPanel(
          groups,
          dimension,
          directions.forward(),
          panels,
          panel * panelStride,
          width * bytes,
          columns,
          panel * width * bytes,
          columnStride,
          null);
    }
  }

  /** Adds the former block's residuals, which stand in the columns, times its directions. */
  void backProject(int chunk, DirectionBlock directions, int formerCount, MemorySegment tile) {
    int groups = directions.backwardGroups();
    long lastPanel = panelEnd(chunk);
    for (long panel = chunk * CHUNK / width; panel < lastPanel; panel++) {
      kernels.multiplyPanel(
          groups,
          formerCount,
          directions.formerBackward(),
          columns,
          panel * width * bytes,
          columnStride,
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

  /** Adds Σ_i r_i x_i to {@code sums}, r being the residuals in column {@code slice}. */
  void addWeightedPoints(int slice, MemorySegment sums) {
    kernels.addWeightedPoints(
        panels,
        panelStride,
        dimension,
        (count + width - 1) / width,
        columns,
        slice * columnStride,
        sums);
  }

  /** Normalises the weights; null means equal ones. */
  void weights(String name, Matrix given) {
    EvaluationChecks.normaliseWeights(name, given, weightColumn);
  }

  /** Copies the normalised weights. */
  void readWeights(double[] target) {
    MemorySegment.copy(weights, JAVA_DOUBLE, 0, target, 0, (int) count);
  }

  void readColumn(int slice, float[] target, int from) {
    MemorySegment.copy(columns, JAVA_FLOAT, slice * columnStride, target, from, (int) count);
  }

  void readColumn(int slice, double[] target, int from) {
    MemorySegment.copy(columns, JAVA_DOUBLE, slice * columnStride, target, from, (int) count);
  }

  void writeColumn(int slice, float[] source, int from) {
    MemorySegment.copy(source, from, columns, JAVA_FLOAT, slice * columnStride, (int) count);
  }

  void writeColumn(int slice, double[] source, int from) {
    MemorySegment.copy(source, from, columns, JAVA_DOUBLE, slice * columnStride, (int) count);
  }
}
