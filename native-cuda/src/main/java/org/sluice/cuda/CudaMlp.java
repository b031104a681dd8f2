package org.sluice.cuda;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.spi.AbstractMlp;

/**
 * The multilayer perceptron on the device. A batch is evaluated in tiles of rows, large enough to
 * fill any GPU, so that workspace does not depend on the batch. Gradients by parameters are summed
 * over tiles in float64.
 */
final class CudaMlp extends AbstractMlp {

  private static final long ROWS = 1 << 15;
  private static final int THREADS = 256;
  private static final long RESIDUAL_CHUNK = 4096;

  private final Device device;
  private final Transfers transfers;
  private final Staging staging;
  private final Products products;
  private final ElementType type;
  private final String suffix;
  private final int layers;
  private final DeviceMemory memory;
  private final long[] hidden;
  private final long[] derivatives;
  private final long predictions;
  private final long[] deltas;
  private final Matrix gradientSums;
  private final long squares;
  private final Matrix squareSum;
  private final Matrix one;
  private final FiniteCheck finite;

  CudaMlp(Device device, Transfers transfers, Staging staging, Products products, Shape shape) {
    super(shape);
    this.device = device;
    this.transfers = transfers;
    this.staging = staging;
    this.products = products;
    type = shape.type();
    suffix = Transfers.suffix(type);
    layers = shape.widths().size() - 1;
    memory = new DeviceMemory(device);
    try {
      hidden = new long[layers];
      derivatives = new long[layers];
      long widest = 1;
      for (int layer = 1; layer < layers; layer++) {
        widest = Math.max(widest, width(layer));
        hidden[layer] = rowsOf(width(layer));
        derivatives[layer] = rowsOf(width(layer));
      }
      predictions = rowsOf(shape.outputs());
      deltas = new long[] {rowsOf(widest), rowsOf(widest)};
      gradientSums = memory.matrix(ElementType.F64, 1, shape.parameterCount());
      long chunks = Math.ceilDiv(ROWS * shape.outputs(), RESIDUAL_CHUNK);
      squares = memory.allocate(chunks * Double.BYTES);
      squareSum = memory.matrix(ElementType.F64, 1, 1);
      one = memory.matrix(type, 1, 1);
      transfers.copy(Matrix.of(new double[] {1}, 1, 1), one);
      finite = new FiniteCheck(device, memory, transfers);
    } catch (RuntimeException failure) {
      memory.close();
      throw failure;
    }
  }

  private long rowsOf(long width) {
    return memory.allocate(Math.multiplyExact(ROWS * type.bytes(), width));
  }

  private long width(int layer) {
    return shape().widths().get(layer);
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
  protected void forwardChecked(Matrix parameters, Matrix inputs, Matrix outputs) {
    begin();
    Matrix weights = look("parameters", parameters);
    Matrix x = look("inputs", inputs);
    Matrix y = staging.output(outputs);
    for (long row = 0; row < x.rows(); row += ROWS) {
      long end = Math.min(x.rows(), row + ROWS);
      forward(weights, x.rows(row, end), y.rows(row, end), false);
    }
    finite.require();
    staging.finish();
  }

  @Override
  protected void backwardChecked(
      Matrix parameters,
      Matrix inputs,
      Matrix outputGradient,
      Matrix parameterGradient,
      Matrix inputGradient) {
    differentiate(
        parameters,
        inputs,
        "output gradient",
        outputGradient,
        false,
        parameterGradient,
        inputGradient);
  }

  @Override
  protected double squaredErrorChecked(
      Matrix parameters,
      Matrix inputs,
      Matrix targets,
      Matrix parameterGradient,
      Matrix inputGradient) {
    double sum =
        differentiate(
            parameters, inputs, "targets", targets, true, parameterGradient, inputGradient);
    return inputs.rows() == 0 ? 0 : sum / inputs.rows();
  }

  /**
   * Evaluates gradients from targets or from a gradient by outputs; returns the sum of squared
   * residuals, or 0 without targets.
   */
  private double differentiate(
      Matrix parameters,
      Matrix inputs,
      String name,
      Matrix given,
      boolean givenAreTargets,
      Matrix parameterGradient,
      Matrix inputGradient) {
    begin();
    Matrix weights = look("parameters", parameters);
    Matrix x = look("inputs", inputs);
    Matrix onDevice = look(name, given);
    Matrix byParameters = staging.output(parameterGradient);
    Matrix byInputs = staging.output(inputGradient);
    Transfers.clear(gradientSums);
    Transfers.clear(squareSum);
    for (long row = 0; row < x.rows(); row += ROWS) {
      long end = Math.min(x.rows(), row + ROWS);
      Matrix tile = x.rows(row, end);
      Matrix outputs = at(predictions, end - row, shape().outputs());
      forward(weights, tile, outputs, true);
      Matrix delta = onDevice.rows(row, end);
      if (givenAreTargets) {
        residuals(outputs, delta, 2.0 / x.rows());
        delta = outputs;
      }
      Matrix target = byInputs == null ? null : byInputs.rows(row, end);
      backward(weights, tile, delta, byParameters != null, target);
    }
    finite.require();
    if (byParameters != null) {
      transfers.copy(gradientSums, byParameters);
    }
    staging.finish();
    return givenAreTargets ? readSquareSum() : 0;
  }

  private void begin() {
    device.enter();
    staging.begin();
    finite.begin();
  }

  private Matrix look(String name, Matrix given) {
    Matrix onDevice = staging.input(given);
    finite.look(name, given, onDevice);
    return onDevice;
  }

  private void forward(Matrix parameters, Matrix inputs, Matrix outputs, boolean keep) {
    Matrix values = inputs;
    for (int layer = 1; layer <= layers; layer++) {
      boolean last = layer == layers;
      Matrix next = last ? outputs : at(hidden[layer], inputs.rows(), width(layer));
      products.multiply(
          1,
          Products.Factor.of(values, false),
          Products.Factor.of(weights(parameters, layer), false),
          width(layer - 1),
          0,
          next,
          type);
      long elements = next.rows() * next.columns();
      if (last) {
        device
            .kernel("add_bias_" + suffix)
            .with(next.rows())
            .with(next.columns())
            .with(bias(parameters, layer))
            .with(next)
            .with(next.stride())
            .launchOver(elements);
      } else {
        device
            .kernel("activate_" + suffix)
            .with(next.rows())
            .with(next.columns())
            .with(shape().activation().ordinal())
            .with(bias(parameters, layer))
            .with(next)
            .with(keep ? derivatives[layer] : 0)
            .launchOver(elements);
      }
      values = next;
    }
  }

  private void residuals(Matrix outputs, Matrix targets, double scale) {
    long elements = outputs.rows() * outputs.columns();
    long chunks = Math.ceilDiv(elements, RESIDUAL_CHUNK);
    device
        .kernel("residuals_" + suffix)
        .with(outputs.rows())
        .with(outputs.columns())
        .with(scale)
        .with(outputs)
        .with(targets)
        .with(targets.stride())
        .with(squares)
        .launch(chunks, 1, THREADS, 0);
    products.fold(ElementType.F64, chunks, squares, 1, 1, squareSum);
  }

  private void backward(
      Matrix parameters, Matrix inputs, Matrix outputDelta, boolean byParameters, Matrix target) {
    long rows = inputs.rows();
    Matrix delta = outputDelta;
    for (int layer = layers; layer >= 1; layer--) {
      boolean first = layer == 1;
      if (byParameters) {
        Matrix values = first ? inputs : at(hidden[layer - 1], rows, width(layer - 1));
        addGradient(delta, values, layer);
      }
      if (first && target == null) {
        return;
      }
      Matrix next = first ? target : at(deltas[layer % 2], rows, width(layer - 1));
      products.multiply(
          1,
          Products.Factor.of(delta, false),
          Products.Factor.of(weights(parameters, layer), true),
          width(layer),
          0,
          next,
          type);
      if (!first) {
        device
            .kernel("multiply_elements_" + suffix)
            .with(rows * next.columns())
            .with(next)
            .with(derivatives[layer - 1])
            .launchOver(rows * next.columns());
      }
      delta = next;
    }
  }

  private void addGradient(Matrix delta, Matrix values, int layer) {
    Products.Factor transposed = Products.Factor.of(delta, true);
    Matrix weightSums = weights(gradientSums, layer);
    Products.Factor inputs = Products.Factor.of(values, true);
    products.accumulate(transposed, inputs, delta.rows(), 1, weightSums, type);
    // A bias is the weight of a constant input, one.
    Products.Factor ones = new Products.Factor(one, 0, 0, 0);
    Matrix biasSums = at(bias(gradientSums, layer), ElementType.F64, width(layer), 1);
    products.accumulate(transposed, ones, delta.rows(), 1, biasSums, type);
  }

  /** Wₗ in a flat matrix of all parameters, of either type. */
  private Matrix weights(Matrix parameters, int layer) {
    long address = parameters.segment().address() + offset(layer) * parameters.type().bytes();
    return at(address, parameters.type(), width(layer), width(layer - 1));
  }

  /** The address of bₗ. */
  private long bias(Matrix parameters, int layer) {
    long before = offset(layer) + width(layer) * width(layer - 1);
    return parameters.segment().address() + before * parameters.type().bytes();
  }

  private long offset(int layer) {
    long offset = 0;
    for (int l = 1; l < layer; l++) {
      offset += width(l) * (width(l - 1) + 1);
    }
    return offset;
  }

  private Matrix at(long address, long rows, long columns) {
    return at(address, type, rows, columns);
  }

  private static Matrix at(long address, ElementType type, long rows, long columns) {
    return Matrix.of(MemorySegment.ofAddress(address), type, rows, columns);
  }

  private double readSquareSum() {
    try (Arena arena = Arena.ofConfined()) {
      Matrix host = Matrix.allocate(arena, ElementType.F64, 1, 1);
      transfers.copy(squareSum, host);
      return host.get(0, 0);
    }
  }

  @Override
  public void close() {
    memory.close();
  }
}
