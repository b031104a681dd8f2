package org.sluice.cuda;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.spi.AbstractSlicedWasserstein;
import org.sluice.kernels.spi.EvaluationChecks;

/**
 * The loss on the device, a block of directions at a time: project, sort, match, back-project. A
 * block holds some eight million projections a side, enough to fill any GPU, so nothing of size N·P
 * exists for long columns.
 */
final class CudaSlicedWasserstein extends AbstractSlicedWasserstein {

  /** Projections of a side in memory at once; a block has at least one direction. */
  private static final long BLOCK_ELEMENTS = 1L << 23;

  /** The largest second size of a grid. */
  private static final long MOST_COLUMNS = 65_535;

  private final Device device;
  private final Transfers transfers;
  private final Staging staging;
  private final Products products;
  private final DeviceMemory memory;
  private final int block;
  private final Side samples;
  private final Side data;
  private final QuantileMatch match;
  private final Matrix squared;
  private final long directionParts;
  private final FiniteCheck finite;

  CudaSlicedWasserstein(
      Device device, Transfers transfers, Staging staging, Products products, Shape shape) {
    super(shape);
    this.device = device;
    this.transfers = transfers;
    this.staging = staging;
    this.products = products;
    memory = new DeviceMemory(device);
    block = block(shape);
    boolean weighted = shape.weighted();
    boolean byDirections = shape.directionGradient();
    boolean residuals = shape.sampleGradient() || byDirections;
    try {
      samples =
          new Side(
              device,
              memory,
              products,
              shape.type(),
              shape.samples(),
              shape.batches(),
              block,
              residuals || weighted,
              residuals,
              weighted);
      data =
          new Side(
              device,
              memory,
              products,
              shape.type(),
              shape.data(),
              1,
              block,
              byDirections || weighted,
              byDirections,
              weighted);
      match = new QuantileMatch(device, memory, shape, block);
      squared = memory.matrix(ElementType.F64, shape.slices(), 1);
      long parts = Products.chunks(shape.samples()) + Products.chunks(shape.data());
      long partBytes = (long) block * shape.dimension() * Double.BYTES;
      directionParts = byDirections ? memory.allocate(parts * partBytes) : 0;
      finite = new FiniteCheck(device, memory, transfers);
    } catch (RuntimeException failure) {
      memory.close();
      throw failure;
    }
  }

  private static int block(Shape shape) {
    long longest = Math.max(shape.samples(), shape.data());
    long most = Math.min(shape.slices(), MOST_COLUMNS);
    return (int) Math.clamp(BLOCK_ELEMENTS / longest, 1, most);
  }

  @Override
  public long workspaceBytes() {
    return memory.bytes();
  }

  @Override
  protected boolean isOpen() {
    return memory.isOpen();
  }

  @Override
  protected double evaluateChecked(Inputs inputs, Outputs outputs) {
    device.enter();
    staging.begin();
    Matrix x = staging.input(inputs.samples());
    Matrix y = staging.input(inputs.data());
    Matrix directions = staging.input(inputs.directions());
    Matrix gradient = staging.output(outputs.sampleGradient());
    Matrix directionGradient = staging.output(outputs.directionGradient());
    finite.begin();
    finite.look("samples", inputs.samples(), x);
    finite.look("data", inputs.data(), y);
    finite.look("directions", inputs.directions(), directions);
    boolean weighted = inputs.sampleWeights() != null || inputs.dataWeights() != null;
    if (weighted) {
      load("sample", inputs.sampleWeights(), samples.weights());
      load("data", inputs.dataWeights(), data.weights());
    }
    for (int first = 0; first < shape().slices(); first += block) {
      int count = Math.min(block, shape().slices() - first);
      evaluateBlock(x, y, directions, weighted, first, count, gradient, directionGradient);
    }
    finite.require();
    double loss = finish(outputs);
    staging.finish();
    return loss;
  }

  private void evaluateBlock(
      Matrix x,
      Matrix y,
      Matrix directions,
      boolean weighted,
      int first,
      int count,
      Matrix gradient,
      Matrix directionGradient) {
    Matrix block = directions.rows(first, first + count);
    samples.project(block, x);
    data.project(block, y);
    boolean byDirections = directionGradient != null;
    boolean residuals = gradient != null || byDirections;
    long chunks = match.match(count, samples, data, weighted, residuals, byDirections);
    Matrix distances = squared.rows(first, first + count);
    products.fold(ElementType.F64, chunks, match.distances(), 1, 0, distances);
    double scale = 2.0 / shape().slices();
    if (gradient != null) {
      products.multiply(
          scale,
          samples.residualsByPoint(count),
          Products.Factor.of(block, true),
          count,
          first == 0 ? 0 : 1,
          gradient,
          shape().type());
    }
    if (byDirections) {
      long next = addDirectionParts(count, samples, x, directionParts);
      addDirectionParts(count, data, y, next);
      long parts = Products.chunks(shape().samples()) + Products.chunks(shape().data());
      Matrix rows = directionGradient.rows(first, first + count);
      products.fold(ElementType.F64, parts, directionParts, scale, 0, rows);
    }
  }

  /** Writes Σ r x over chunks of a side's points; returns the address of the next part. */
  private long addDirectionParts(long count, Side side, Matrix points, long address) {
    int d = shape().dimension();
    products.multiplyInDouble(
        count,
        d,
        side.residualsByDirection(count),
        Products.Factor.of(points, true),
        side.points(),
        address,
        shape().type());
    return address + Products.chunks(side.points()) * count * d * Double.BYTES;
  }

  /** Weights are checked and normalised on the host, by the rules of every backend. */
  private void load(String name, Matrix given, Matrix target) {
    try (Arena arena = Arena.ofConfined()) {
      Matrix host = Matrix.allocate(arena, ElementType.F64, target.rows(), 1);
      if (given != null) {
        transfers.copy(given, host);
      }
      Matrix normalised = Matrix.allocate(arena, ElementType.F64, target.rows(), 1);
      EvaluationChecks.normaliseWeights(name, given == null ? null : host, normalised);
      transfers.copy(normalised, target);
    }
  }

  private double finish(Outputs outputs) {
    int slices = shape().slices();
    double sum = 0;
    try (Arena arena = Arena.ofConfined()) {
      Matrix distances = Matrix.allocate(arena, ElementType.F64, slices, 1);
      transfers.copy(squared, distances);
      MemorySegment values = distances.segment();
      for (int k = 0; k < slices; k++) {
        double distance = values.getAtIndex(ValueLayout.JAVA_DOUBLE, k);
        EvaluationChecks.requireFiniteDistance(shape(), k, distance);
        sum += distance;
      }
      if (outputs.squared() != null) {
        transfers.copy(outputs.squared().onDevice() ? squared : distances, outputs.squared());
      }
    }
    return sum / slices;
  }

  @Override
  public void close() {
    memory.close();
  }
}
