package org.sluice.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The perceptron in vectors against the scalar one, and the scalar one against plain loops. */
class MlpContractTest {

  private static final Integer[][] WIDTHS = {
    {1, 1},
    {7, 3},
    {130, 1},
    {2, 1, 2},
    {1, 130, 5},
    {3, 7, 2},
    {6, 6, 6, 6},
    {5, 17, 33, 4},
    {16, 63, 64, 65, 7},
  };

  static Stream<Arguments> shapes() {
    return Stream.of(ElementType.values())
        .flatMap(type -> Stream.of(WIDTHS).map(widths -> Arguments.of(type, widths)));
  }

  static Stream<Arguments> activations() {
    return Stream.of(ElementType.values())
        .flatMap(type -> Stream.of(Activation.values()).map(kind -> Arguments.of(type, kind)));
  }

  private static void near(double[] actual, double[] expected, ElementType type) {
    double scale = 0;
    for (double value : expected) {
      scale = Math.max(scale, Math.abs(value));
    }
    assertThat(actual).hasSameSizeAs(expected);
    double tolerance = scale * (type == ElementType.F32 ? 1e-5 : 1e-12);
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i]).as("element %d", i).isCloseTo(expected[i], within(tolerance));
    }
  }

  private static void agree(
      ElementType type, Activation activation, long batch, Integer... widths) {
    try (Backend scalar = TestBackends.scalar();
        Backend vector = TestBackends.subject()) {
      MlpCase expectedCase = MlpCase.of(scalar, type, activation, batch, widths);
      MlpCase actualCase = MlpCase.of(vector, type, activation, batch, widths);
      near(actualCase.outputs(), expectedCase.outputs(), type);
      MlpCase.Result expected = expectedCase.squaredError();
      MlpCase.Result actual = actualCase.squaredError();
      near(new double[] {actual.error()}, new double[] {expected.error()}, type);
      near(actual.parameterGradient(), expected.parameterGradient(), type);
      near(actual.inputGradient(), expected.inputGradient(), type);
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void vectorIsScalarForEveryShape(ElementType type, Integer[] widths) {
    agree(type, Activation.TANH, 65, widths);
  }

  @ParameterizedTest
  @MethodSource("activations")
  void vectorIsScalarForEveryActivation(ElementType type, Activation activation) {
    agree(type, activation, 9, 4, 11, 10, 3);
  }

  @ParameterizedTest
  @EnumSource(ElementType.class)
  void vectorIsScalarForEveryBatch(ElementType type) {
    for (long batch : new long[] {0, 1, 2, 63, 64, 65, 128, 257, 2200}) {
      agree(type, Activation.SILU, batch, 3, 8, 2);
    }
  }

  @ParameterizedTest
  @EnumSource(ElementType.class)
  void scalarIsPlainLoops(ElementType type) {
    try (Backend scalar = TestBackends.scalar()) {
      MlpCase network = MlpCase.of(scalar, type, Activation.TANH, 5, 3, 4, 6, 2);
      near(network.outputs(), plainLoops(network), type);
    }
  }

  private static double[] plainLoops(MlpCase network) {
    double[] layer = network.inputs().toDoubles();
    double[] parameters = network.parameters().toDoubles();
    int batch = (int) network.inputs().rows();
    int position = 0;
    int last = network.shape().widths().size() - 1;
    for (int l = 1; l <= last; l++) {
      int inputs = network.shape().widths().get(l - 1);
      int outputs = network.shape().widths().get(l);
      int bias = position + inputs * outputs;
      double[] next = new double[batch * outputs];
      for (int row = 0; row < batch; row++) {
        for (int o = 0; o < outputs; o++) {
          double sum = parameters[bias + o];
          for (int i = 0; i < inputs; i++) {
            sum += parameters[position + o * inputs + i] * layer[row * inputs + i];
          }
          next[row * outputs + o] = l < last ? Math.tanh(sum) : sum;
        }
      }
      layer = next;
      position = bias + outputs;
    }
    return layer;
  }
}
