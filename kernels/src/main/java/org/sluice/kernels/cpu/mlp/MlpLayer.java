package org.sluice.kernels.cpu.mlp;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.sluice.kernels.cpu.memory.Workspace;
import org.sluice.kernels.cpu.primitive.Kernels;

/**
 * One layer: z = (b W) (1 h)ᵀ, the bias being the weight of a constant input, the first one.
 *
 * @param inputs without the constant
 * @param outputs size of z
 * @param parameters the offset of Wₗ in the flat buffer, in bytes; bₗ follows it
 * @param gradient the layer's offset in a buffer of sums, in bytes: (1 + inputs) × outputs, the
 *     transpose of (b W)
 * @param gradientStride bytes from row to row of the gradient
 * @param forward (b W) in strips of outputs
 * @param backward Wᵀ in strips of inputs
 */
record MlpLayer(
    int inputs,
    int outputs,
    long parameters,
    long gradient,
    long gradientStride,
    MemorySegment forward,
    MemorySegment backward) {

  static MlpLayer[] all(
      Kernels kernels, MlpShapes shapes, Workspace workspace, List<Integer> widths) {
    MlpLayer[] layers = new MlpLayer[widths.size() - 1];
    long parameters = 0;
    long gradient = 0;
    for (int l = 0; l < layers.length; l++) {
      int inputs = widths.get(l);
      int outputs = widths.get(l + 1);
      long stride = shapes.panels(outputs) * shapes.lane();
      layers[l] =
          new MlpLayer(
              inputs,
              outputs,
              parameters,
              gradient,
              stride,
              workspace.allocate(kernels.stripBytes(outputs, inputs + 1)),
              workspace.allocate(kernels.stripBytes(inputs, outputs)));
      parameters += (long) outputs * (inputs + 1) * shapes.bytes();
      gradient += shapes.rows(inputs) * stride;
    }
    return layers;
  }

  /** Bytes of this layer in a buffer of sums. */
  long gradientBytes(MlpShapes shapes) {
    return shapes.rows(inputs) * gradientStride;
  }
}
