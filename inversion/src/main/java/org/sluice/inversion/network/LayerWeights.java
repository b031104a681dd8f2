package org.sluice.inversion.network;

import java.util.List;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Philox;

/** Where a multilayer perceptron's weights lie: layer after layer, rows and then biases. */
final class LayerWeights {

  private final List<Integer> widths;

  LayerWeights(List<Integer> widths) {
    this.widths = widths;
  }

  int layers() {
    return widths.size() - 1;
  }

  int inputs(int layer) {
    return widths.get(layer);
  }

  int outputs(int layer) {
    return widths.get(layer + 1);
  }

  /** Where a layer's first weight lies. */
  int offset(int layer) {
    int offset = 0;
    for (int l = 0; l < layer; l++) {
      offset += outputs(l) * (inputs(l) + 1);
    }
    return offset;
  }

  /** Uniform weights of variance 1/inputs, and biases zero (LeCun et al. 1998). */
  void initialise(long seed, long stream, Matrix parameters) {
    for (int l = 0; l < layers(); l++) {
      double half = Math.sqrt(3.0 / inputs(l));
      int offset = offset(l);
      for (int k = 0; k < outputs(l) * inputs(l); k++) {
        double uniform = Philox.uniform(seed, stream, offset + k);
        parameters.set(0, offset + k, half * (2 * uniform - 1));
      }
      for (int b = 0; b < outputs(l); b++) {
        parameters.set(0, offset + outputs(l) * inputs(l) + b, 0);
      }
    }
  }
}
