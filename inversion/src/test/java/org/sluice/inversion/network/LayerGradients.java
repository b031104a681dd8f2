package org.sluice.inversion.network;

import org.sluice.inversion.population.CentralDifferences;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Philox;

/** Checks of a network's gradients by parameters and inputs against central differences. */
public final class LayerGradients {

  private static final double TOLERANCE = 1e-8;

  private LayerGradients() {}

  /** Asserts that both gradients of a batch of random inputs are right, in float64. */
  public static void check(Network network, int batch) {
    double[] parameters = parameters(network);
    double[] inputs = normals(1, batch * network.inputs());
    double[] weights = normals(2, batch * network.outputs());
    double[] byParameters = new double[parameters.length];
    double[] byInputs = new double[inputs.length];
    Matrix x = Matrix.of(inputs, batch, network.inputs());
    Matrix by = Matrix.of(weights, batch, network.outputs());
    network.backward(
        row(parameters), x, by, row(byParameters), Matrix.of(byInputs, batch, network.inputs()));
    CentralDifferences.assertGradient(
        byParameters, p -> weighted(network, p, inputs, weights, batch), parameters, TOLERANCE);
    CentralDifferences.assertGradient(
        byInputs, v -> weighted(network, parameters, v, weights, batch), inputs, TOLERANCE);
  }

  /** Random parameters with biases that are not 0. */
  static double[] parameters(Network network) {
    double[] parameters = new double[Math.toIntExact(network.parameterCount())];
    network.initialise(1, 0, row(parameters));
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] += 0.1 * Philox.normal(5, 0, i);
    }
    return parameters;
  }

  static double[] normals(long stream, int count) {
    double[] normals = new double[count];
    for (int i = 0; i < count; i++) {
      normals[i] = Philox.normal(7, stream, i);
    }
    return normals;
  }

  static Matrix row(double[] values) {
    return Matrix.of(values, 1, values.length);
  }

  /** Outputs of a batch, one example a row. */
  public static double[] outputs(Network network, double[] parameters, double[] inputs, int batch) {
    double[] outputs = new double[batch * network.outputs()];
    network.forward(
        row(parameters),
        Matrix.of(inputs, batch, network.inputs()),
        Matrix.of(outputs, batch, network.outputs()));
    return outputs;
  }

  private static double weighted(
      Network network, double[] parameters, double[] inputs, double[] weights, int batch) {
    double[] outputs = outputs(network, parameters, inputs, batch);
    double sum = 0;
    for (int i = 0; i < outputs.length; i++) {
      sum += weights[i] * outputs[i];
    }
    return sum;
  }
}
