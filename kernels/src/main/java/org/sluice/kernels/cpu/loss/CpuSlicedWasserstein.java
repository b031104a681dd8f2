package org.sluice.kernels.cpu.loss;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import java.lang.foreign.MemorySegment;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;
import org.sluice.kernels.cpu.memory.Workspace;
import org.sluice.kernels.cpu.primitive.Kernels;
import org.sluice.kernels.cpu.slice.DataOrders;
import org.sluice.kernels.cpu.slice.MergeSchedule;
import org.sluice.kernels.cpu.slice.SliceMatcher;
import org.sluice.kernels.spi.AbstractSlicedWasserstein;
import org.sluice.kernels.spi.EvaluationChecks;

/**
 * The loss on the CPU, a block of directions at a time. Per block these loops run:
 *
 * <ol>
 *   <li>over points: back-project the residuals of the block before, then project on this block;
 *       both touch the same panels while these are in cache;
 *   <li>over directions: sort both columns, match quantiles, scatter residuals over the
 *       projections;
 *   <li>for gradients by directions, over some directions at a time: sum the points times their
 *       residuals.
 * </ol>
 *
 * <p>Nothing of size N·P exists. Every sum has an order that no thread count changes: a panel's
 * gradient grows direction by direction, a direction's sums point by point.
 */
public final class CpuSlicedWasserstein extends AbstractSlicedWasserstein {

  // Kernels sum points times residuals for this many directions at once.
  private static final int SIDE_BY_SIDE = 4;

  private final Kernels kernels;
  private final Parallelism parallelism;
  private final Workspace workspace;
  private final PointCloud samples;
  private final PointCloud data;
  private final SliceMatcher[] matchers;
  private final int batch;
  private final int fewest;
  private final int summedTogether;
  private final MemorySegment[] tiles;
  private final MemorySegment[] summed;
  private final DirectionBlock directions;
  private final DataOrders orders;
  private final Staging staging;
  private final MemorySegment squared;
  private final MemorySegment directionSums;

  private final Parallelism.Task packTask = this::pack;
  private final Parallelism.Task pointsTask = this::crossPoints;
  private final Parallelism.Task sliceTask = this::matchSlices;
  private final Parallelism.Task sumTask = this::sumPoints;
  private final Parallelism.Task unpackTask = this::unpack;

  private Inputs inputs;
  private Outputs outputs;
  private Matrix packedData;
  private boolean weighted;
  private boolean wantSampleGradient;
  private boolean wantDirectionGradient;
  private int previousCount;
  private int blockFirst;
  private int blockCount;

  public CpuSlicedWasserstein(Kernels kernels, Parallelism parallelism, Shape shape) {
    super(shape);
    this.kernels = kernels;
    this.parallelism = parallelism;
    this.workspace = new Workspace();
    boolean gradient = shape.sampleGradient();
    int d = shape.dimension();
    try {
      MergeSchedule schedule = MergeSchedule.of(shape);
      workspace.count(schedule == null ? 0 : schedule.bytes());
      matchers = new SliceMatcher[parallelism.threads()];
      for (int worker = 0; worker < matchers.length; worker++) {
        matchers[worker] = kernels.matcher(shape, schedule, workspace.arena());
        workspace.count(matchers[worker].bytes());
      }
      batch = matchers[0].batch();
      fewest = matchers[0].fewest();
      long block = DirectionBlock.size(kernels, shape, batch);
      boolean weighted = shape.weighted();
      samples = new PointCloud(kernels, workspace, shape.samples(), d, block, gradient, weighted);
      data = new PointCloud(kernels, workspace, shape.data(), d, block, false, weighted);
      orders =
          shape.recurringDirections()
              ? new DataOrders(workspace, shape.data(), shape.slices())
              : null;
      directions = new DirectionBlock(kernels, workspace, shape, (int) block);
      summedTogether = summedTogether(directions.capacity(), parallelism.threads());
      tiles = new MemorySegment[parallelism.threads()];
      summed = new MemorySegment[parallelism.threads()];
      long tileBytes = (long) kernels.stripHeight() * kernels.panelWidth() * shape.type().bytes();
      for (int worker = 0; worker < matchers.length; worker++) {
        tiles[worker] = workspace.allocate(tileBytes);
        if (shape.directionGradient()) {
          long elements = (long) d * kernels.panelWidth();
          summed[worker] = workspace.allocate(elements * shape.type().bytes());
        }
      }
      squared = workspace.allocate((long) shape.slices() * Double.BYTES);
      directionSums =
          shape.directionGradient()
              ? workspace.allocate((long) shape.slices() * d * Double.BYTES)
              : null;
    } catch (RuntimeException | Error failure) {
      workspace.close();
      throw failure;
    }
    staging = new Staging(workspace, parallelism);
  }

  /** Directions of a task: as many as a thread gets, since each task reads all points again. */
  private static int summedTogether(int directions, int threads) {
    int each = Math.ceilDiv(directions, threads);
    return Math.ceilDiv(each, SIDE_BY_SIDE) * SIDE_BY_SIDE;
  }

  @Override
  public long workspaceBytes() {
    return workspace.bytes();
  }

  @Override
  protected boolean isOpen() {
    return workspace.isOpen();
  }

  @Override
  protected double evaluateChecked(Inputs newInputs, Outputs newOutputs) {
    inputs = newInputs;
    outputs = newOutputs;
    wantSampleGradient = outputs.sampleGradient() != null;
    wantDirectionGradient = outputs.directionGradient() != null;

    loadPoints();
    if (wantSampleGradient) {
      samples.clearGradient();
      staging.prepareSampleGradient(outputs.sampleGradient());
    }
    if (wantDirectionGradient) {
      directionSums.fill((byte) 0);
    }
    previousCount = 0;
    if (orders != null) {
      orders.begin();
    }
    for (blockFirst = 0; blockFirst < shape().slices(); blockFirst += directions.capacity()) {
      blockCount = Math.min(directions.capacity(), shape().slices() - blockFirst);
      directions.load(blockFirst, blockCount);
      parallelism.forEach(samples.chunks() + data.chunks(), pointsTask);
      int batched = inBatches(blockCount);
      parallelism.forEach(Math.ceilDiv(batched, batch) + blockCount - batched, sliceTask);
      if (wantDirectionGradient) {
        parallelism.forEach(Math.ceilDiv(blockCount, summedTogether), sumTask);
      }
      previousCount = blockCount;
    }
    blockCount = 0;
    if (orders != null) {
      orders.end();
    }
    if (wantSampleGradient) {
      directions.keepForBackProjection();
      parallelism.forEach(samples.chunks(), unpackTask);
      staging.finishSampleGradient(outputs.sampleGradient());
    }
    return finish();
  }

  private void loadPoints() {
    boolean dataPacked = shape().constantData() && inputs.data() == packedData;
    staging.load(inputs, dataPacked);
    samples.source(staging.samples());
    if (!dataPacked) {
      packedData = null;
      data.source(staging.data());
    }
    parallelism.forEach(samples.chunks() + (dataPacked ? 0 : data.chunks()), packTask);
    if (!samples.finite()) {
      throw EvaluationChecks.notFinite("samples", inputs.samples());
    }
    if (!data.finite()) {
      throw EvaluationChecks.notFinite("data", inputs.data());
    }
    packedData = inputs.data();
    directions.source(staging.directions());
    if (!EvaluationChecks.finite(inputs.directions())) {
      throw EvaluationChecks.notFinite("directions", inputs.directions());
    }
    weighted = inputs.sampleWeights() != null || inputs.dataWeights() != null;
    if (weighted) {
      samples.projections().weights("sample", inputs.sampleWeights());
      data.projections().weights("data", inputs.dataWeights());
    }
  }

  private void pack(int task, int worker) {
    if (task < samples.chunks()) {
      samples.pack(task);
    } else {
      data.pack(task - samples.chunks());
    }
  }

  private void crossPoints(int task, int worker) {
    if (task < samples.chunks()) {
      if (wantSampleGradient && previousCount > 0) {
        samples.backProject(task, directions, previousCount, tiles[worker]);
      }
      samples.project(task, directions);
    } else {
      data.project(task - samples.chunks(), directions);
    }
  }

  /**
   * Slices that are matched in batches. The rest are matched one by one, so that threads share
   * them.
   */
  private int inBatches(int slices) {
    int rest = slices % batch;
    return rest < fewest ? slices - rest : slices;
  }

  private void matchSlices(int task, int worker) {
    int batched = inBatches(blockCount);
    int batches = Math.ceilDiv(batched, batch);
    int first = task < batches ? task * batch : batched + task - batches;
    int count = task < batches ? Math.min(batch, batched - first) : 1;
    matchers[worker].match(
        samples.projections(),
        data.projections(),
        first,
        count,
        weighted,
        wantSampleGradient || wantDirectionGradient,
        wantDirectionGradient,
        orders,
        squared,
        blockFirst + first);
  }

  private void sumPoints(int task, int worker) {
    int first = task * summedTogether;
    int count = Math.min(summedTogether, blockCount - first);
    long bytes = (long) shape().dimension() * Double.BYTES;
    long offset = (blockFirst + first) * bytes;
    samples.addWeightedPoints(first, count, directionSums, offset, summed[worker]);
    data.addWeightedPoints(first, count, directionSums, offset, summed[worker]);
  }

  private void unpack(int task, int worker) {
    samples.backProject(task, directions, previousCount, tiles[worker]);
    samples.unpackGradient(task, 2.0 / shape().slices(), staging.sampleGradient());
  }

  private double finish() {
    double sum = 0;
    int slices = shape().slices();
    for (int k = 0; k < slices; k++) {
      double distance = squared.getAtIndex(JAVA_DOUBLE, k);
      EvaluationChecks.requireFiniteDistance(shape(), k, distance);
      sum += distance;
      if (outputs.squared() != null) {
        outputs.squared().set(k, 0, distance);
      }
    }
    if (wantDirectionGradient) {
      Matrix gradient = outputs.directionGradient();
      int d = shape().dimension();
      for (int k = 0; k < slices; k++) {
        for (int j = 0; j < d; j++) {
          double entry = directionSums.getAtIndex(JAVA_DOUBLE, (long) k * d + j);
          gradient.set(k, j, 2.0 / slices * entry);
        }
      }
    }
    return sum / slices;
  }

  @Override
  public void close() {
    workspace.close();
  }
}
