package org.sluice.kernels.cpu.mlp;

import java.lang.foreign.MemorySegment;
import org.sluice.kernels.Activation;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.cpu.memory.Workspace;
import org.sluice.kernels.cpu.primitive.Kernels;
import org.sluice.kernels.cpu.primitive.MlpKernels;

/**
 * Evaluates some rows of a batch through all layers and back, in memory of one worker. Features lie
 * in panels, (1 + width) × lanes, whose first row is the constant 1. Sums over rows of the batch
 * need features in strips as well, and gradients row-major.
 */
final class MlpTile {

  /** Rows: enough to reuse packed weights, few enough for the second-level cache. */
  static final int ROWS = 128;

  private final Kernels kernels;
  private final MlpKernels mlp;
  private final MlpShapes shapes;
  private final MlpLayer[] layers;
  private final Activation activation;
  private final long panel;
  private final long inputStride;
  private final long outputStride;
  private final MemorySegment inputRows;
  private final MemorySegment targetRows;
  private final MemorySegment otherRows;
  private final MemorySegment[] features = new MemorySegment[2];
  private final MemorySegment[] gradients = new MemorySegment[2];
  private final MemorySegment gradientRows;
  private final MemorySegment[] strips;
  private final MemorySegment[] derivatives;
  private final MemorySegment product;
  private final MemorySegment squares;

  MlpTile(
      Kernels kernels,
      MlpShapes shapes,
      Workspace workspace,
      MlpLayer[] layers,
      Activation activation) {
    this.kernels = kernels;
    this.shapes = shapes;
    this.layers = layers;
    this.activation = activation;
    mlp = kernels.mlp();
    int widest = layers[0].inputs();
    for (MlpLayer layer : layers) {
      widest = Math.max(widest, layer.outputs());
    }
    MlpLayer last = layers[layers.length - 1];
    panel = shapes.rows(widest) * shapes.lane();
    int panels = shapes.panels(ROWS);
    // A whole panel of rows is transposed at a time, even where it is longer than a tile.
    long rows = (long) panels * shapes.width();
    inputStride = shapes.stride(1 + layers[0].inputs());
    outputStride = shapes.stride(last.outputs());
    inputRows = workspace.allocate(rows * inputStride);
    targetRows = workspace.allocate(rows * outputStride);
    otherRows = workspace.allocate(rows * shapes.stride(1 + widest));
    for (int side = 0; side < 2; side++) {
      features[side] = workspace.allocate(panels * panel);
      gradients[side] = workspace.allocate(panels * panel);
      for (int p = 0; p < panels; p++) {
        for (int lane = 0; lane < shapes.width(); lane++) {
          setOne(features[side], p * panel + (long) lane * shapes.bytes());
        }
      }
    }
    for (int row = 0; row < rows; row++) {
      setOne(inputRows, row * inputStride);
    }
    gradientRows = workspace.allocate(shapes.panels(widest) * rows * shapes.lane());
    product = workspace.allocate(shapes.rows(widest) * shapes.lane());
    squares = workspace.allocate(shapes.lane());
    strips = new MemorySegment[layers.length];
    derivatives = new MemorySegment[layers.length];
    for (int l = 0; l < layers.length; l++) {
      strips[l] = workspace.allocate(kernels.stripBytes(1 + layers[l].inputs(), ROWS));
      if (l < layers.length - 1) {
        derivatives[l] = workspace.allocate(panels * panel);
      }
    }
  }

  private void setOne(MemorySegment segment, long offset) {
    Matrix.of(segment.asSlice(offset, shapes.bytes()), kernels.type(), 1, 1).set(0, 0, 1);
  }

  /** Copies the batch's rows {@code first} on. Returns whether they are finite. */
  boolean loadInputs(Matrix inputs, long first, int rows) {
    load(inputs, first, rows, inputRows, inputStride, shapes.bytes());
    for (int p = 0; p < shapes.panels(rows); p++) {
      mlp.transpose(
          inputRows,
          p * shapes.width() * inputStride,
          inputStride,
          shapes.width(),
          shapes.blocks(1 + layers[0].inputs()),
          features[0],
          p * panel,
          shapes.lane());
    }
    return mlp.finite(rows * inputStride / shapes.bytes(), inputRows);
  }

  /** Copies the gradient by outputs, or the targets. Returns whether they are finite. */
  boolean loadOutputGradient(Matrix gradient, long first, int rows) {
    load(gradient, first, rows, targetRows, outputStride, 0);
    for (int p = 0; p < shapes.panels(rows); p++) {
      mlp.transpose(
          targetRows,
          p * shapes.width() * outputStride,
          outputStride,
          shapes.width(),
          shapes.blocks(last().outputs()),
          gradients[layers.length & 1],
          p * panel,
          shapes.lane());
    }
    return mlp.finite(rows * outputStride / shapes.bytes(), targetRows);
  }

  /** Copies rows, so that kernels never see the caller's heap memory. */
  private static void load(
      Matrix source, long first, int rows, MemorySegment target, long stride, long offset) {
    long bytes = source.type().bytes();
    for (int row = 0; row < rows; row++) {
      long from = (first + row) * source.stride() * bytes;
      MemorySegment.copy(
          source.segment(), from, target, row * stride + offset, source.columns() * bytes);
    }
  }

  /**
   * Evaluates the loaded rows.
   *
   * @param pack whether a backward pass by parameters follows
   */
  void forward(int rows, boolean pack) {
    for (int l = 0; l < layers.length; l++) {
      for (int p = 0; p < shapes.panels(rows); p++) {
        if (pack) {
          packStrips(l, p, rows);
        }
        evaluate(l, p * panel, l < layers.length - 1);
      }
    }
  }

  private void packStrips(int l, int p, int rows) {
    int first = p * shapes.width();
    kernels.packStrips(
        features[l & 1],
        p * panel,
        shapes.lane(),
        shapes.bytes(),
        1 + layers[l].inputs(),
        Math.min(shapes.width(), rows - first),
        strips[l],
        first,
        rows);
  }

  private void evaluate(int l, long offset, boolean hidden) {
    MlpLayer layer = layers[l];
    MemorySegment to = features[(l + 1) & 1];
    kernels.multiplyPanel(
        shapes.strips(layer.outputs()),
        1 + layer.inputs(),
        layer.forward(),
        features[l & 1],
        offset,
        to,
        offset + shapes.lane(),
        shapes.lane(),
        null);
    if (hidden) {
      mlp.activate(
          activation,
          (long) layer.outputs() * shapes.width(),
          to,
          offset + shapes.lane(),
          derivatives[l]);
    }
  }

  /** Copies the outputs to the batch's rows {@code first} on. */
  void storeOutputs(Matrix outputs, long first, int rows) {
    store(features[layers.length & 1], shapes.lane(), outputs, first, rows);
  }

  /** Copies the gradient by inputs to the batch's rows {@code first} on. */
  void storeInputGradient(Matrix gradient, long first, int rows) {
    store(gradients[0], 0, gradient, first, rows);
  }

  private void store(MemorySegment source, long offset, Matrix target, long first, int rows) {
    int columns = Math.toIntExact(target.columns());
    long stride = shapes.stride(columns);
    for (int p = 0; p < shapes.panels(rows); p++) {
      mlp.transpose(
          source,
          p * panel + offset,
          shapes.lane(),
          shapes.blocks(columns),
          shapes.width(),
          otherRows,
          p * shapes.width() * stride,
          stride);
    }
    long bytes = shapes.bytes();
    for (int row = 0; row < rows; row++) {
      long to = (first + row) * target.stride() * bytes;
      MemorySegment.copy(otherRows, row * stride, target.segment(), to, columns * bytes);
    }
  }

  /** Turns loaded targets into {@code scale} × residuals. Returns the sum of squared residuals. */
  double residuals(int rows, double scale) {
    double sum = 0;
    for (int p = 0; p < shapes.panels(rows); p++) {
      mlp.residuals(
          last().outputs(),
          scale,
          features[layers.length & 1],
          p * panel + shapes.lane(),
          gradients[layers.length & 1],
          p * panel,
          squares);
      sum += mlp.sum(Math.min(shapes.width(), rows - p * shapes.width()), squares);
    }
    return sum;
  }

  /**
   * Propagates the loaded gradient by outputs back through the layers.
   *
   * @param sums the sums that get the gradient by parameters; or null
   * @param add whether to add to the sums, or to overwrite them
   * @param byInputs whether the first layer's inputs need theirs
   */
  void backward(int rows, MemorySegment sums, boolean add, boolean byInputs) {
    for (int l = layers.length - 1; l >= 0; l--) {
      if (sums != null) {
        addProduct(l, rows, sums, add);
      }
      if (l > 0 || byInputs) {
        for (int p = 0; p < shapes.panels(rows); p++) {
          descend(l, p * panel);
        }
      }
    }
  }

  private void addProduct(int l, int rows, MemorySegment sums, boolean add) {
    MlpLayer layer = layers[l];
    long slab = shapes.panels(ROWS) * shapes.width() * shapes.lane();
    for (int q = 0; q < shapes.panels(layer.outputs()); q++) {
      int first = q * shapes.width();
      int columns = Math.min(shapes.width(), shapes.blocks(layer.outputs() - first));
      for (int p = 0; p < shapes.panels(rows); p++) {
        mlp.transpose(
            gradients[(l + 1) & 1],
            p * panel + first * shapes.lane(),
            shapes.lane(),
            columns,
            shapes.width(),
            gradientRows,
            q * slab + p * shapes.width() * shapes.lane(),
            shapes.lane());
      }
      // Overwriting C is three times as fast as accumulating into it, so later chunks go to scratch
      // and are added.
      long offset = layer.gradient() + q * shapes.lane();
      kernels.multiplyPanel(
          shapes.strips(1 + layer.inputs()),
          rows,
          strips[l],
          gradientRows,
          q * slab,
          add ? product : sums,
          add ? 0 : offset,
          add ? shapes.lane() : layer.gradientStride(),
          null);
      if (add) {
        mlp.addRows(1 + layer.inputs(), product, sums, offset, layer.gradientStride());
      }
    }
  }

  private void descend(int l, long offset) {
    MlpLayer layer = layers[l];
    MemorySegment to = gradients[l & 1];
    kernels.multiplyPanel(
        shapes.strips(layer.inputs()),
        layer.outputs(),
        layer.backward(),
        gradients[(l + 1) & 1],
        offset,
        to,
        offset,
        shapes.lane(),
        null);
    if (l > 0 && activation != Activation.IDENTITY) {
      long count = (long) layer.inputs() * shapes.width();
      mlp.multiplyElements(count, to, offset, derivatives[l - 1], offset + shapes.lane());
    }
  }

  private MlpLayer last() {
    return layers[layers.length - 1];
  }
}
