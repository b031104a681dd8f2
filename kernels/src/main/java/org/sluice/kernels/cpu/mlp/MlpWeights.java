package org.sluice.kernels.cpu.mlp;

import java.lang.foreign.MemorySegment;
import org.sluice.kernels.cpu.memory.Workspace;
import org.sluice.kernels.cpu.primitive.Kernels;
import org.sluice.kernels.cpu.primitive.MlpKernels;

/**
 * Moves parameters between the caller's flat buffer and the layers' packed forms, through copies in
 * memory of its own; one for each worker.
 */
final class MlpWeights {

  private final Kernels kernels;
  private final MlpShapes shapes;
  private final MlpKernels mlp;
  private final MemorySegment flat;
  private final MemorySegment zeros;
  private final MemorySegment rows;

  MlpWeights(Kernels kernels, MlpShapes shapes, Workspace workspace, MlpLayer[] layers) {
    this.kernels = kernels;
    this.shapes = shapes;
    mlp = kernels.mlp();
    long most = 1;
    long rowBytes = 1;
    for (MlpLayer layer : layers) {
      most = Math.max(most, (long) layer.outputs() * (layer.inputs() + 1));
      rowBytes = Math.max(rowBytes, shapes.blocks(layer.outputs()) * shapes.stride(layer.inputs()));
    }
    flat = workspace.allocate((most + shapes.block()) * shapes.bytes());
    zeros = workspace.allocate(shapes.block() * shapes.bytes());
    rows = workspace.allocate(rowBytes);
  }

  /** Packs one layer for both directions. Returns whether all its parameters are finite. */
  boolean pack(MlpLayer layer, MemorySegment parameters) {
    int inputs = layer.inputs();
    int outputs = layer.outputs();
    long bytes = shapes.bytes();
    int count = outputs * (inputs + 1);
    // Copy, so that kernels never see heap memory, and clear the padding, which may hold another
    // layer's parameters.
    MemorySegment.copy(parameters, layer.parameters(), flat, 0, count * bytes);
    MemorySegment.copy(zeros, 0, flat, count * bytes, (shapes.blocks(count) - count) * bytes);
    long row = inputs * bytes;
    long bias = outputs * row;
    int depth = 1 + inputs;
    kernels.packStrips(flat, bias, bytes, bytes, outputs, 1, layer.forward(), 0, depth);
    kernels.packStrips(flat, 0, row, bytes, outputs, inputs, layer.forward(), 1, depth);
    kernels.packStrips(flat, 0, bytes, row, inputs, outputs, layer.backward());
    return mlp.finite(shapes.blocks(count), flat);
  }

  /** Writes one layer's part of the flat gradient from a buffer of sums. */
  void unpackGradient(MlpLayer layer, MemorySegment sums, MemorySegment target) {
    int inputs = layer.inputs();
    int outputs = layer.outputs();
    long rowBytes = (long) inputs * shapes.bytes();
    long stride = shapes.stride(inputs);
    mlp.transpose(
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
