package org.sluice.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.inversion.network.Chain;
import org.sluice.inversion.network.SquaredError;
import org.sluice.inversion.network.fourier.FourierOperator;
import org.sluice.inversion.network.fourier.FourierShape;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Backends;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;

/** Fourier operators with everything on the device, against those of plain loops on the host. */
class OnHostFourierTest {

  private static final double[][] READOUT = {
    {0, 0.5, 0.5, 0, 0, 0, 0, 0, 0}, {0, 0, 0, 0, 0.2, 0.8, 0, 0, 0}
  };

  private record Result(
      double[] outputs,
      double error,
      double[] gradient,
      double[] byInputs,
      double[] byParameters) {}

  static Stream<Arguments> shapes() {
    FourierShape line = FourierShape.ofField(List.of(9)).withSizes(3, 5, 2);
    FourierShape numbers =
        FourierShape.ofParameters(List.of(9), 4).withSizes(2, 4, 3).withReadout(READOUT);
    FourierShape plane = FourierShape.ofField(List.of(6, 5)).withSizes(2, 3, 2);
    return Stream.of(ElementType.values())
        .flatMap(type -> Stream.of(line, numbers, plane).map(shape -> Arguments.of(type, shape)));
  }

  private static Result evaluate(Backend backend, ElementType type, FourierShape shape) {
    long batch = 13;
    try (Chain network = FourierOperator.of(backend, type, shape)) {
      long size = network.parameterCount();
      Matrix host = Matrix.of(new double[Math.toIntExact(size)], 1, size);
      network.initialise(1, 2, host);
      Matrix parameters = backend.allocate(type, 1, size);
      backend.copy(host, parameters);
      Matrix inputs = backend.allocate(type, batch, network.inputs());
      Matrix targets = backend.allocate(type, batch, network.outputs());
      backend.normals(3, 1, inputs);
      backend.normals(3, 2, targets);
      Matrix outputs = backend.allocate(type, batch, network.outputs());
      Matrix gradient = backend.allocate(type, 1, size);
      Matrix byInputs = backend.allocate(type, batch, network.inputs());
      Matrix byParameters = backend.allocate(type, 1, size);
      network.forward(parameters, inputs, outputs);
      SquaredError loss = new SquaredError(backend, network);
      double error = loss.value(parameters, inputs, targets, gradient);
      network.backward(parameters, inputs, targets, byParameters, byInputs);
      return new Result(
          toHost(backend, outputs),
          error,
          toHost(backend, gradient),
          toHost(backend, byInputs),
          toHost(backend, byParameters));
    }
  }

  private static double[] toHost(Backend backend, Matrix matrix) {
    double[] values = new double[Math.toIntExact(matrix.rows() * matrix.columns())];
    backend.copy(matrix, Matrix.of(values, matrix.rows(), matrix.columns()));
    return values;
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void isThatOfPlainLoops(ElementType type, FourierShape shape) {
    try (Backend cuda = PlacedBackendProvider.open();
        Backend scalar = Backends.open("scalar", Parallelism.serial()).backend()) {
      Result actual = evaluate(cuda, type, shape);
      Result expected = evaluate(scalar, type, shape);
      double tolerance = type == ElementType.F32 ? 1e-5 : 1e-12;
      near(actual.outputs(), expected.outputs(), tolerance);
      near(new double[] {actual.error()}, new double[] {expected.error()}, tolerance);
      near(actual.gradient(), expected.gradient(), tolerance);
      near(actual.byInputs(), expected.byInputs(), tolerance);
      near(actual.byParameters(), expected.byParameters(), tolerance);
    }
  }

  private static void near(double[] actual, double[] expected, double tolerance) {
    double scale = 0;
    for (double value : expected) {
      scale = Math.max(scale, Math.abs(value));
    }
    assertThat(actual).containsExactly(expected, within(tolerance * scale));
  }
}
