package org.sluice.kernels.cpu;

import java.lang.foreign.MemorySegment;

/**
 * Moves parameters between the caller's flat buffer and the layers' packed forms, through two
 * square copies in memory of its own; one for each worker.
 */
final class MlpWeights {

  private final MlpShapes shapes;
  private final NetworkKernels network;
  private final MemorySegment rows;
  private final MemorySegment turned;

  MlpWeights(Kernels kernels, MlpShapes shapes, Workspace workspace, MlpLayer[] layers) {
    this.shapes = shapes;
    network = kernels.network();
    long rowBytes = 1;
    long turnedBytes = 1;
    for (MlpLayer layer : layers) {
      long stride = shapes.stride(layer.inputs());
      rowBytes = Math.max(rowBytes, (shapes.blocks(layer.outputs()) + shapes.block()) * stride);
      long turnedStride = shapes.stride(layer.outputs());
      turnedBytes = Math.max(turnedBytes, shapes.rows(layer.inputs()) * turnedStride);
    }
    rows = workspace.allocate(rowBytes);
    turned = workspace.allocate(turnedBytes);
  }

  /** Packs one layer for both directions. Returns whether all its parameters are finite. */
  boolean pack(MlpLayer layer, MemorySegment parameters) {
    int inputs = layer.inputs();
    int outputs = layer.outputs();
    long rowBytes = (long) inputs * shapes.bytes();
    long stride = shapes.stride(inputs);
    // What other layers left in the padding must not count as a parameter that is not finite.
    rows.fill((byte) 0);
    turned.fill((byte) 0);
    for (int o = 0; o < outputs; o++) {
      long from = layer.parameters() + o * rowBytes;
      MemorySegment.copy(parameters, from, rows, o * stride, rowBytes);
    }
    long bias = layer.parameters() + outputs * rowBytes;
    long turnedStride = shapes.stride(outputs);
    MemorySegment.copy(parameters, bias, turned, 0, (long) outputs * shapes.bytes());
    boolean finite = network.finite(shapes.blocks(outputs), turned);
    finite &= network.finite(outputs * stride / shapes.bytes(), rows);
    network.transpose(
        rows,
        0,
        stride,
        shapes.blocks(outputs),
        shapes.blocks(inputs),
        turned,
        turnedStride,
        turnedStride);
    network.interleave(turned, turnedStride, inputs + 1, outputs, layer.forward());
    network.interleave(rows, stride, outputs, inputs, layer.backward());
    return finite;
  }

  /** Writes one layer's part of the flat gradient from a buffer of sums. */
  void unpackGradient(MlpLayer layer, MemorySegment sums, MemorySegment target) {
    int inputs = layer.inputs();
    int outputs = layer.outputs();
    long rowBytes = (long) inputs * shapes.bytes();
    long stride = shapes.stride(inputs);
    network.transpose(
        sums,
        layer.gradient() + layer.gradientStride(),
        layer.gradientStride(),
        shapes.blocks(inputs),
        shapes.blocks(outputs),
        rows,
        0,
        stride);
    for (int o = 0; o < outputs; o++) {
      long to = layer.parameters() + o * rowBytes;
      MemorySegment.copy(rows, o * stride, target, to, rowBytes);
    }
    long bias = layer.parameters() + outputs * rowBytes;
    MemorySegment.copy(sums, layer.gradient(), target, bias, (long) outputs * shapes.bytes());
  }
}
