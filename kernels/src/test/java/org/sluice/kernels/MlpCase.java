package org.sluice.kernels;

import java.util.List;
import java.util.Random;

/** A perceptron with random parameters and a random batch, in memory of one backend. */
record MlpCase(Mlp.Shape shape, Matrix parameters, Matrix inputs, Matrix targets, Backend backend) {

  static MlpCase of(
      Backend backend, ElementType type, Activation activation, long batch, Integer... widths) {
    Mlp.Shape shape = new Mlp.Shape(type, List.of(widths), activation);
    Random random = new Random(11);
    Matrix parameters = backend.allocate(type, 1, shape.parameterCount());
    long position = 0;
    for (int layer = 1; layer < widths.length; layer++) {
      double deviation = 1.5 / Math.sqrt(widths[layer - 1]);
      long end = position + (long) widths[layer] * (widths[layer - 1] + 1);
      for (; position < end; position++) {
        parameters.set(0, position, deviation * random.nextGaussian());
      }
    }
    Matrix inputs = backend.allocate(type, batch, shape.inputs());
    Matrix targets = backend.allocate(type, batch, shape.outputs());
    fill(inputs, random);
    fill(targets, random);
    return new MlpCase(shape, parameters, inputs, targets, backend);
  }

  private static void fill(Matrix matrix, Random random) {
    for (long i = 0; i < matrix.rows(); i++) {
      for (long j = 0; j < matrix.columns(); j++) {
        matrix.set(i, j, random.nextGaussian());
      }
    }
  }

  Matrix newParameterGradient() {
    return backend.allocate(shape.type(), 1, shape.parameterCount());
  }

  Matrix newInputGradient() {
    return backend.allocate(shape.type(), inputs.rows(), shape.inputs());
  }

  Matrix newOutputs() {
    return backend.allocate(shape.type(), inputs.rows(), shape.outputs());
  }

  /** The mean squared error and both gradients. */
  Result squaredError() {
    try (Mlp network = backend.mlp(shape)) {
      Matrix parameterGradient = newParameterGradient();
      Matrix inputGradient = newInputGradient();
      double error =
          network.squaredError(parameters, inputs, targets, parameterGradient, inputGradient);
      return new Result(error, parameterGradient.toDoubles(), inputGradient.toDoubles());
    }
  }

  double[] outputs() {
    try (Mlp network = backend.mlp(shape)) {
      Matrix outputs = newOutputs();
      network.forward(parameters, inputs, outputs);
      return outputs.toDoubles();
    }
  }

  record Result(double error, double[] parameterGradient, double[] inputGradient) {}
}
