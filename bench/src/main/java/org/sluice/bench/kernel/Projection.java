package org.sluice.bench.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.sluice.bench.workload.Implementation;
import org.sluice.bench.workload.LossSize;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;
import org.sluice.kernels.Philox;
import org.sluice.kernels.cpu.primitive.Kernels;

/**
 * All projections of a cloud, as the loss makes them: points are packed once, then blocks of
 * directions are projected into one reused block of columns. Packing is part of the operation.
 */
public final class Projection implements AutoCloseable {

  private static final int BLOCK = 30;
  private static final int PANELS_PER_TASK = 16;

  private final Arena arena = Arena.ofShared();
  private final Parallelism parallelism;
  private final Kernels kernels;
  private final LossSize size;
  private final Matrix points;
  private final Matrix directions;
  private final MemorySegment panels;
  private final MemorySegment strips;
  private final MemorySegment tiles;
  private final long panelCount;
  private final long panelStride;
  private final long tileStride;
  private final int block;
  private int count;

  /** Draws points and directions and allocates. */
  public Projection(String implementation, ElementType type, LossSize size, int threads) {
    this.size = size;
    parallelism = Parallelism.of(threads);
    kernels = Implementation.kernels(implementation, type);
    long bytes = type.bytes();
    points = normals(1, type, size.points(), size.dimension());
    directions = normals(2, type, size.slices(), size.dimension());
    panelCount = (size.points() + kernels.panelWidth() - 1L) / kernels.panelWidth();
    panelStride = size.dimension() * kernels.panelWidth() * bytes;
    int height = kernels.stripHeight();
    block = Math.max(1, BLOCK / height) * height;
    tileStride = block * kernels.panelWidth() * bytes;
    panels = arena.allocate(panelCount * panelStride, 64);
    strips = arena.allocate(kernels.stripBytes(block, size.dimension()), 64);
    tiles = arena.allocate(panelCount * tileStride, 64);
  }

  private Matrix normals(long seed, ElementType type, long rows, long width) {
    Matrix matrix = Matrix.allocate(arena, type, rows, width);
    for (long i = 0; i < rows; i++) {
      for (long j = 0; j < width; j++) {
        matrix.set(i, j, Philox.normal(seed, 0, i * width + j));
      }
    }
    return matrix;
  }

  /** The points, N×d. */
  public Matrix points() {
    return points;
  }

  /** The directions, P×d. */
  public Matrix directions() {
    return directions;
  }

  /** 2·N·d·P. */
  public double operations() {
    return 2.0 * size.points() * size.dimension() * size.slices();
  }

  /** Makes all projections, each block in the place of the one before. */
  public void project() {
    long bytes = points.type().bytes();
    kernels.packPanels(
        points.segment(),
        points.stride() * bytes,
        bytes,
        0,
        size.points(),
        size.dimension(),
        panels,
        panelStride);
    int tasks = Math.toIntExact((panelCount + PANELS_PER_TASK - 1) / PANELS_PER_TASK);
    for (int first = 0; first < size.slices(); first += block) {
      count = Math.min(block, size.slices() - first);
      long stride = directions.stride() * bytes;
      kernels.packStrips(
          directions.segment(), first * stride, stride, bytes, count, size.dimension(), strips);
      parallelism.forEach(tasks, this::projectPanels);
    }
  }

  private void projectPanels(int task, int worker) {
    long bytes = points.type().bytes();
    int width = kernels.panelWidth();
    int height = kernels.stripHeight();
    long last = Math.min(panelCount, (task + 1L) * PANELS_PER_TASK);
    for (long panel = (long) task * PANELS_PER_TASK; panel < last; panel++) {
      kernels.multiplyPanel(
          (count + height - 1) / height,
          size.dimension(),
          strips,
          panels,
          panel * panelStride,
          tiles,
          panel * tileStride,
          width * bytes,
          null);
    }
  }

  /**
   * Compares the last direction's projections with plain dot products in float64.
   *
   * @throws IllegalStateException if one differs by more than rounding
   */
  public void check() {
    project();
    int slice = size.slices() - 1;
    int width = kernels.panelWidth();
    // Panel after panel, direction after direction, a panel's width of projections each.
    Matrix pieces = Matrix.of(tiles, points.type(), panelCount * block, width);
    double unit = points.type() == ElementType.F32 ? 0x1p-24 : 0x1p-53;
    for (long i = 0; i < size.points(); i++) {
      double sum = 0;
      double magnitude = 0;
      for (long j = 0; j < size.dimension(); j++) {
        double term = points.get(i, j) * directions.get(slice, j);
        sum += term;
        magnitude += Math.abs(term);
      }
      double projection = pieces.get(i / width * block + count - 1, i % width);
      double bound = (size.dimension() + 1) * unit * magnitude;
      Columns.require("projection", Math.abs(projection - sum) <= 2 * bound);
    }
  }

  @Override
  public void close() {
    parallelism.close();
    arena.close();
  }
}
