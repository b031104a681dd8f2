package org.sluice.inversion.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.inversion.network.fourier.FourierOperator;
import org.sluice.inversion.network.fourier.FourierShape;
import org.sluice.inversion.population.CentralDifferences;
import org.sluice.kernels.Activation;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Backends;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;
import org.sluice.kernels.Philox;

class NetworkTest {

  private static final double[][] READOUT = {
    {0, 0.5, 0.5, 0, 0, 0, 0, 0}, {0, 0, 0, 0, 0.2, 0.8, 0, 0}, {1, 0, 0, 0, 0, 0, 0, 0}
  };

  interface Family extends BiFunction<Backend, ElementType, Network> {}

  static Stream<Arguments> families() {
    FourierShape small = FourierShape.ofField(List.of(8)).withSizes(3, 3, 2);
    return Stream.of(
        family("mlp", (b, t) -> Perceptron.of(b, t, List.of(3, 5, 4, 2), Activation.SILU)),
        family("lipschitz", (b, t) -> new LipschitzMlp(b, t, List.of(3, 5, 4, 2), Activation.TANH)),
        family("field to field", (b, t) -> FourierOperator.of(b, t, small)),
        family(
            "parameters to sensors",
            (b, t) ->
                FourierOperator.of(
                    b,
                    t,
                    FourierShape.ofParameters(List.of(8), 2)
                        .withSizes(3, 3, 2)
                        .withReadout(READOUT))),
        family(
            "field to field in two dimensions",
            (b, t) ->
                FourierOperator.of(b, t, FourierShape.ofField(List.of(6, 4)).withSizes(2, 2, 2))));
  }

  private static Arguments family(String name, Family family) {
    return Arguments.of(name, family);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("families")
  void bothGradientsAreTheCentralDifferences(String name, Family family) {
    try (Backend backend = Backends.open("scalar", Parallelism.serial()).backend();
        Network network = family.apply(backend, ElementType.F64)) {
      // More rows than a Fourier tile, so that tiles are added up.
      int batch = name.equals("field to field") ? 35 : 4;
      double[] parameters = parameters(network);
      double[] inputs = normals(1, batch * network.inputs());
      double[] weights = normals(2, batch * network.outputs());
      double[] byParameters = new double[parameters.length];
      double[] byInputs = new double[inputs.length];
      network.backward(
          Matrix.of(parameters, 1, parameters.length),
          Matrix.of(inputs, batch, network.inputs()),
          Matrix.of(weights, batch, network.outputs()),
          Matrix.of(byParameters, 1, parameters.length),
          Matrix.of(byInputs, batch, network.inputs()));
      CentralDifferences.assertGradient(
          byParameters, p -> weighted(network, p, inputs, weights, batch), parameters, 1e-8);
      CentralDifferences.assertGradient(
          byInputs, x -> weighted(network, parameters, x, weights, batch), inputs, 1e-8);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("families")
  void theSquaredErrorsGradientIsTheCentralDifference(String name, Family family) {
    try (Backend backend = Backends.open("scalar", Parallelism.serial()).backend();
        Network network = family.apply(backend, ElementType.F64)) {
      int batch = 3;
      double[] parameters = parameters(network);
      double[] inputs = normals(1, batch * network.inputs());
      double[] targets = normals(2, batch * network.outputs());
      double[] gradient = new double[parameters.length];
      Matrix there = Matrix.of(gradient, 1, gradient.length);
      Matrix x = Matrix.of(inputs, batch, network.inputs());
      Matrix y = Matrix.of(targets, batch, network.outputs());
      SquaredError loss = new SquaredError(backend, network);
      double error = loss.value(Matrix.of(parameters, 1, parameters.length), x, y, there);
      assertThat(error)
          .isCloseTo(error(network, parameters, inputs, targets, batch), within(1e-12));
      // The Lipschitz family adds a term of 1e-6 to the gradient, not to the value.
      double tolerance = name.equals("lipschitz") ? 1e-4 : 1e-8;
      CentralDifferences.assertGradient(
          gradient, p -> error(network, p, inputs, targets, batch), parameters, tolerance);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("families")
  void singlePrecisionAgreesWithDouble(String name, Family family) {
    try (Backend backend = Backends.open("scalar", Parallelism.serial()).backend();
        Network wide = family.apply(backend, ElementType.F64);
        Network narrow = family.apply(backend, ElementType.F32)) {
      double[] parameters = parameters(wide);
      double[] inputs = normals(1, 4 * wide.inputs());
      double[] targets = normals(2, 4 * wide.outputs());
      double[] gradient = new double[parameters.length];
      new SquaredError(backend, wide)
          .value(
              Matrix.of(parameters, 1, parameters.length),
              Matrix.of(inputs, 4, wide.inputs()),
              Matrix.of(targets, 4, wide.outputs()),
              Matrix.of(gradient, 1, gradient.length));
      Matrix rounded = backend.allocate(ElementType.F32, 1, parameters.length);
      Matrix x = backend.allocate(ElementType.F32, 4, wide.inputs());
      Matrix y = backend.allocate(ElementType.F32, 4, wide.outputs());
      Matrix narrowGradient = backend.allocate(ElementType.F32, 1, parameters.length);
      rounded.copyFrom(Matrix.of(parameters, 1, parameters.length));
      x.copyFrom(Matrix.of(inputs, 4, wide.inputs()));
      y.copyFrom(Matrix.of(targets, 4, wide.outputs()));
      new SquaredError(backend, narrow).value(rounded, x, y, narrowGradient);
      double largest = 0;
      double difference = 0;
      for (int i = 0; i < gradient.length; i++) {
        largest = Math.max(largest, Math.abs(gradient[i]));
        difference = Math.max(difference, Math.abs(gradient[i] - narrowGradient.get(0, i)));
      }
      assertThat(difference).isLessThan(1e-5 * largest);
    }
  }

  @Test
  void noTwoPointsAreFartherApartThanTheLipschitzBoundSays() {
    try (Backend backend = Backends.open("scalar", Parallelism.serial()).backend();
        Network network =
            new LipschitzMlp(backend, ElementType.F64, List.of(3, 8, 8, 2), Activation.SILU)) {
      double[] parameters = parameters(network);
      Matrix weights = Matrix.of(parameters, 1, parameters.length);
      double bound = LipschitzBound.of(network, weights);
      int batch = 200;
      Matrix x = Matrix.of(normals(3, batch * 3), batch, 3);
      Matrix y = Matrix.of(new double[batch * 2], batch, 2);
      network.forward(weights, x, y);
      double steepest = 0;
      for (int i = 1; i < batch; i++) {
        double run = 0;
        double rise = 0;
        for (int j = 0; j < 3; j++) {
          run = Math.max(run, Math.abs(x.get(i, j) - x.get(i - 1, j)));
        }
        for (int j = 0; j < 2; j++) {
          rise = Math.max(rise, Math.abs(y.get(i, j) - y.get(i - 1, j)));
        }
        steepest = Math.max(steepest, rise / run);
      }
      assertThat(steepest).isPositive().isLessThanOrEqualTo(bound);
      // Halving a layer's bound halves the whole at least there where it binds.
      double[] tighter = parameters.clone();
      tighter[tighter.length - 1] = Math.log(Math.expm1(0.01));
      assertThat(LipschitzBound.of(network, Matrix.of(tighter, 1, tighter.length)))
          .isLessThan(0.02 * bound);
    }
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

  private static double error(
      Network network, double[] parameters, double[] inputs, double[] targets, int batch) {
    double[] outputs = outputs(network, parameters, inputs, batch);
    double sum = 0;
    for (int i = 0; i < outputs.length; i++) {
      sum += (outputs[i] - targets[i]) * (outputs[i] - targets[i]);
    }
    return sum / batch;
  }

  private static double[] outputs(
      Network network, double[] parameters, double[] inputs, int batch) {
    double[] outputs = new double[batch * network.outputs()];
    network.forward(
        Matrix.of(parameters, 1, parameters.length),
        Matrix.of(inputs, batch, network.inputs()),
        Matrix.of(outputs, batch, network.outputs()));
    return outputs;
  }

  /** Away from the start, where some rows are exactly at their bound. */
  private static double[] parameters(Network network) {
    int size = Math.toIntExact(network.parameterCount());
    double[] parameters = new double[size];
    network.initialise(1, 0, Matrix.of(parameters, 1, size));
    for (int i = 0; i < size; i++) {
      parameters[i] += 0.1 * Philox.normal(5, 0, i);
    }
    if (network instanceof LipschitzMlp) {
      parameters[size - 1] -= 0.3;
      parameters[size - 2] += 0.05;
    }
    return parameters;
  }

  private static double[] normals(long stream, int count) {
    double[] normals = new double[count];
    for (int i = 0; i < count; i++) {
      normals[i] = Philox.normal(7, stream, i);
    }
    return normals;
  }
}
