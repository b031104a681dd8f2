package org.sluice.inversion.network;

import java.util.List;
import org.sluice.kernels.Activation;
import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Mlp;

/**
 * A multilayer perceptron whose Lipschitz bound is trained with it: each row of a layer's weights
 * is scaled so that its absolute sum is at most softplus(c_l), with c_l trained, and 10⁻⁶·Π
 * softplus(c_l) is added to the loss (Liu, Williams, Jacobson, Fidler and Litany, "Learning smooth
 * neural functions via Lipschitz regularization", SIGGRAPH 2022). The parameters are those of the
 * perceptron, unscaled, and then c_1 … c_L.
 */
public final class LipschitzMlp implements Network {

  private static final double WEIGHT = 1e-6;

  private final Backend backend;
  private final Mlp plan;
  private final LayerWeights layers;
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
  private final Matrix scaledThere;
  private final Matrix gradientThere;

  /**
   * Makes the plan.
   *
   * @param widths inputs, hidden widths, outputs
   */
  public LipschitzMlp(
      Backend backend, ElementType type, List<Integer> widths, Activation activation) {
    this.backend = backend;
    plan = backend.mlp(new Mlp.Shape(type, widths, activation));
    layers = new LayerWeights(plan.shape().widths());
    slope = greatestSlope(activation);
    weights = Math.toIntExact(plan.parameterCount());
    raw = new double[weights + layers.layers()];
    scaled = new double[weights];
    gradient = new double[weights];
    rowSum = new double[widths.stream().mapToInt(Integer::intValue).sum()];
    rawView = Matrix.of(raw, 1, raw.length);
    scaledView = Matrix.of(scaled, 1, weights);
    gradientView = Matrix.of(gradient, 1, weights);
    rawGradientView = Matrix.of(new double[raw.length], 1, raw.length);
    scaledThere = backend.allocate(type, 1, weights);
    gradientThere = backend.allocate(type, 1, weights);
  }

  @Override
  public ElementType type() {
    return plan.shape().type();
  }

  @Override
  public int inputs() {
    return plan.shape().inputs();
  }

  @Override
  public int outputs() {
    return plan.shape().outputs();
  }

  @Override
  public long parameterCount() {
    return raw.length;
  }

  /** Weights as of any perceptron; softplus(c_l) is the layer's largest absolute row sum. */
  @Override
  public void initialise(long seed, long stream, Matrix parameters) {
    layers.initialise(seed, stream, parameters);
    for (int l = 0; l < layers.layers(); l++) {
      double largest = 0;
      for (int r = 0; r < layers.outputs(l); r++) {
        double sum = 0;
        for (int j = 0; j < layers.inputs(l); j++) {
          sum += Math.abs(parameters.get(0, layers.offset(l) + r * layers.inputs(l) + j));
        }
        largest = Math.max(largest, sum);
      }
      parameters.set(0, weights + l, largest + Math.log(-Math.expm1(-largest)));
    }
  }

  @Override
  public void forward(Matrix parameters, Matrix inputs, Matrix outputs) {
    scale(parameters);
    plan.forward(scaledThere, inputs, outputs);
  }

  @Override
  public void backward(
      Matrix parameters,
      Matrix inputs,
      Matrix outputGradient,
      Matrix parameterGradient,
      Matrix inputGradient) {
    scale(parameters);
    boolean asked = parameterGradient != null;
    plan.backward(scaledThere, inputs, outputGradient, asked ? gradientThere : null, inputGradient);
    if (asked) {
      unscale(0, parameterGradient);
    }
  }

  @Override
  public double squaredError(
      Matrix parameters, Matrix inputs, Matrix targets, Matrix parameterGradient) {
    scale(parameters);
    double error = plan.squaredError(scaledThere, inputs, targets, gradientThere, null);
    unscale(WEIGHT, parameterGradient);
    return error;
  }

  /** The product of the layers' largest absolute row sums and of the activations' slopes. */
  @Override
  public double lipschitzBound(Matrix parameters) {
    scale(parameters);
    double bound = Math.pow(slope, layers.layers() - 1.0);
    for (int l = 0, row = 0; l < layers.layers(); l++) {
      double largest = 0;
      for (int r = 0; r < layers.outputs(l); r++, row++) {
        largest = Math.max(largest, Math.min(rowSum[row], softplus(raw[weights + l])));
      }
      bound *= largest;
    }
    return bound;
  }

  private void scale(Matrix parameters) {
    backend.copy(parameters, rawView);
    System.arraycopy(raw, 0, scaled, 0, weights);
    for (int l = 0, row = 0; l < layers.layers(); l++) {
      double most = softplus(raw[weights + l]);
      for (int r = 0; r < layers.outputs(l); r++, row++) {
        int from = layers.offset(l) + r * layers.inputs(l);
        double sum = 0;
        for (int j = 0; j < layers.inputs(l); j++) {
          sum += Math.abs(raw[from + j]);
        }
        rowSum[row] = sum;
        for (int j = 0; j < layers.inputs(l) && sum > most; j++) {
          scaled[from + j] = raw[from + j] * (most / sum);
        }
      }
    }
    backend.copy(scaledView, scaledThere);
  }

  /** From the gradient by scaled weights to that by the parameters. */
  private void unscale(double boundWeight, Matrix parameterGradient) {
    backend.copy(gradientThere, gradientView);
    double product = boundWeight;
    for (int l = 0; l < layers.layers(); l++) {
      product *= softplus(raw[weights + l]);
    }
    for (int k = 0; k < weights; k++) {
      rawGradientView.set(0, k, gradient[k]);
    }
    for (int l = 0, row = 0; l < layers.layers(); l++) {
      double c = raw[weights + l];
      double most = softplus(c);
      double byMost = product / most;
      for (int r = 0; r < layers.outputs(l); r++, row++) {
        if (rowSum[row] > most) {
          byMost +=
              unscaleRow(layers.offset(l) + r * layers.inputs(l), layers.inputs(l), most, row);
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

  @Override
  public void close() {
    plan.close();
  }
}
