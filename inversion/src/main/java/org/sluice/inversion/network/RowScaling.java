package org.sluice.inversion.network;

import java.util.List;
import org.sluice.kernels.Activation;
import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/**
 * From a {@link LipschitzMlp}'s parameters to the weights of its perceptron, and from the gradient
 * by these to that by the parameters; on the host, in float64. The weights are then bounded: no
 * row's absolute sum exceeds softplus(c_l).
 */
final class RowScaling {

  private final Backend backend;
  private final List<Integer> widths;
  private final double slope;
  private final int weights;
  private final double[] raw;
  private final double[] scaled;
  private final double[] gradient;
  private final double[] rowSum;
  private final Matrix rawView;
  private final Matrix scaledView;
  private final Matrix gradientView;
  private final Matrix rawGradientView;
  private final Matrix scaledOnBackend;
  private final Matrix gradientOnBackend;

  RowScaling(
      Backend backend,
      ElementType type,
      List<Integer> widths,
      Activation activation,
      long perceptronParameters) {
    this.backend = backend;
    this.widths = List.copyOf(widths);
    slope = greatestSlope(activation);
    weights = Math.toIntExact(perceptronParameters);
    raw = new double[weights + layers()];
    scaled = new double[weights];
    gradient = new double[weights];
    rowSum = new double[widths.stream().mapToInt(Integer::intValue).sum()];
    rawView = Matrix.of(raw, 1, raw.length);
    scaledView = Matrix.of(scaled, 1, weights);
    gradientView = Matrix.of(gradient, 1, weights);
    rawGradientView = Matrix.of(new double[raw.length], 1, raw.length);
    scaledOnBackend = backend.allocate(type, 1, weights);
    gradientOnBackend = backend.allocate(type, 1, weights);
  }

  private int layers() {
    return widths.size() - 1;
  }

  private int inputs(int layer) {
    return widths.get(layer);
  }

  private int outputs(int layer) {
    return widths.get(layer + 1);
  }

  /** The index of a layer's first weight; its rows follow each other, and then its biases. */
  private int offset(int layer) {
    int offset = 0;
    for (int l = 0; l < layer; l++) {
      offset += outputs(l) * (inputs(l) + 1);
    }
    return offset;
  }

  /** Number of parameters: the perceptron's and c_1 … c_L. */
  int parameterCount() {
    return raw.length;
  }

  /** Sets each softplus(c_l) to the largest absolute row sum of the layer's weights. */
  void initialise(Matrix parameters) {
    for (int l = 0; l < layers(); l++) {
      double largest = 0;
      for (int r = 0; r < outputs(l); r++) {
        double sum = 0;
        for (int j = 0; j < inputs(l); j++) {
          sum += Math.abs(parameters.get(0, offset(l) + r * inputs(l) + j));
        }
        largest = Math.max(largest, sum);
      }
      parameters.set(0, weights + l, largest + Math.log(-Math.expm1(-largest)));
    }
  }

  /** Returns the perceptron's weights, on the backend and until the next call. */
  Matrix scale(Matrix parameters) {
    backend.copy(parameters, rawView);
    System.arraycopy(raw, 0, scaled, 0, weights);
    for (int l = 0, row = 0; l < layers(); l++) {
      double most = softplus(raw[weights + l]);
      for (int r = 0; r < outputs(l); r++, row++) {
        int from = offset(l) + r * inputs(l);
        double sum = 0;
        for (int j = 0; j < inputs(l); j++) {
          sum += Math.abs(raw[from + j]);
        }
        rowSum[row] = sum;
        for (int j = 0; j < inputs(l) && sum > most; j++) {
          scaled[from + j] = raw[from + j] * (most / sum);
        }
      }
    }
    backend.copy(scaledView, scaledOnBackend);
    return scaledOnBackend;
  }

  /** The matrix to which the backend is to write the gradient by the perceptron's weights. */
  Matrix gradient() {
    return gradientOnBackend;
  }

  /**
   * Turns {@link #gradient} into the gradient by the parameters of the last {@link #scale}.
   *
   * @param boundWeight adds so many times the gradient of Π softplus(c_l)
   */
  void unscale(double boundWeight, Matrix parameterGradient) {
    backend.copy(gradientOnBackend, gradientView);
    double product = boundWeight;
    for (int l = 0; l < layers(); l++) {
      product *= softplus(raw[weights + l]);
    }
    for (int k = 0; k < weights; k++) {
      rawGradientView.set(0, k, gradient[k]);
    }
    for (int l = 0, row = 0; l < layers(); l++) {
      double c = raw[weights + l];
      double most = softplus(c);
      double byMost = product / most;
      for (int r = 0; r < outputs(l); r++, row++) {
        if (rowSum[row] > most) {
          byMost += unscaleRow(offset(l) + r * inputs(l), inputs(l), most, row);
        }
      }
      rawGradientView.set(0, weights + l, byMost / (1 + Math.exp(-c)));
    }
    backend.copy(rawGradientView, parameterGradient);
  }

  /** One row w·m/s of bound m and absolute sum s; returns the derivative by m. */
  private double unscaleRow(int from, int length, double most, int row) {
    double sum = rowSum[row];
    double along = 0;
    for (int k = from; k < from + length; k++) {
      along += gradient[k] * raw[k];
    }
    for (int k = from; k < from + length; k++) {
      double bySum = -Math.signum(raw[k]) * most / (sum * sum) * along;
      rawGradientView.set(0, k, gradient[k] * most / sum + bySum);
    }
    return along / sum;
  }

  /** The product of the layers' largest absolute row sums and of the activations' slopes. */
  double bound(Matrix parameters) {
    scale(parameters);
    double bound = Math.pow(slope, layers() - 1.0);
    for (int l = 0, row = 0; l < layers(); l++) {
      double largest = 0;
      for (int r = 0; r < outputs(l); r++, row++) {
        largest = Math.max(largest, Math.min(rowSum[row], softplus(raw[weights + l])));
      }
      bound *= largest;
    }
    return bound;
  }

  private static double softplus(double c) {
    return c > 0 ? c + Math.log1p(Math.exp(-c)) : Math.log1p(Math.exp(c));
  }

  /** The largest derivative, rounded up. */
  private static double greatestSlope(Activation activation) {
    return switch (activation) {
      case IDENTITY, TANH, RELU, SOFTPLUS -> 1;
      case GELU -> 1.1290;
      case SILU -> 1.0999;
    };
  }
}
