package org.sluice.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients against central differences, and both ways to evaluate them against each other. */
class MlpGradientTest {

  private static final Integer[][] WIDTHS = {{3, 2}, {3, 5, 2}, {2, 4, 3, 1}, {2, 3, 4, 3, 2}};

  static Stream<Arguments> networks() {
    return TestBackends.names()
        .flatMap(name ->
            Stream.of(Activation.values())
                .flatMap(kind -> Stream.of(WIDTHS).map(w -> Arguments.of(name, kind, w))));
  }

  static Stream<Arguments> backendsAndTypes() {
    return TestBackends.names()
        .flatMap(name -> Stream.of(ElementType.values()).map(type -> Arguments.of(name, type)));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void isTheCentralDifference(String name, Activation activation, Integer[] widths) {
    try (Backend backend = TestBackends.open(name, Parallelism.serial())) {
      MlpCase network = MlpCase.of(backend, ElementType.F64, activation, 3, widths);
      MlpCase.Result result = network.squaredError();
      try (Mlp plan = backend.mlp(network.shape())) {
        differences(plan, network, network.parameters(), result.parameterGradient());
        differences(plan, network, network.inputs(), result.inputGradient());
      }
    }
  }

  private static void differences(Mlp plan, MlpCase network, Matrix variables, double[] gradient) {
    double step = 1e-5;
    double scale = 0;
    for (double slope : gradient) {
      scale = Math.max(scale, Math.abs(slope));
    }
    int columns = (int) variables.columns();
    for (int k = 0; k < gradient.length; k++) {
      double at = variables.get(k / columns, k % columns);
      variables.set(k / columns, k % columns, at + step);
      double above = error(plan, network);
      variables.set(k / columns, k % columns, at - step);
      double below = error(plan, network);
      variables.set(k / columns, k % columns, at);
      assertThat(gradient[k])
          .as("derivative %d", k)
          .isCloseTo((above - below) / (2 * step), within(1e-6 * Math.max(1, scale)));
    }
  }

  private static double error(Mlp plan, MlpCase network) {
    return plan.squaredError(network.parameters(), network.inputs(), network.targets(), null, null);
  }

  @ParameterizedTest
  @MethodSource("backendsAndTypes")
  void squaredErrorIsForwardAndBackward(String name, ElementType type) {
    try (Backend backend = TestBackends.open(name, Parallelism.serial())) {
      MlpCase network = MlpCase.of(backend, type, Activation.GELU, 70, 3, 9, 4);
      MlpCase.Result expected = network.squaredError();
      double[] outputs = network.outputs();
      double[] targets = network.targets().toDoubles();
      Matrix outputGradient = network.newOutputs();
      double sum = 0;
      for (int i = 0; i < outputs.length; i++) {
        double residual = outputs[i] - targets[i];
        sum += residual * residual;
        outputGradient.set(i / 4, i % 4, 2.0 / 70 * residual);
      }
      Matrix parameterGradient = network.newParameterGradient();
      Matrix inputGradient = network.newInputGradient();
      try (Mlp plan = backend.mlp(network.shape())) {
        Matrix parameters = network.parameters();
        Matrix inputs = network.inputs();
        plan.backward(parameters, inputs, outputGradient, parameterGradient, inputGradient);
        double rounding = type == ElementType.F32 ? 1e-5 : 1e-13;
        assertThat(expected.error()).isCloseTo(sum / 70, within(rounding * sum / 70));
        assertThat(parameterGradient.toDoubles())
            .containsExactly(expected.parameterGradient(), within(rounding * 10));
        assertThat(inputGradient.toDoubles())
            .containsExactly(expected.inputGradient(), within(rounding));

        double[] byParameters = parameterGradient.toDoubles();
        double[] byInputs = inputGradient.toDoubles();
        plan.backward(parameters, inputs, outputGradient, network.newParameterGradient(), null);
        plan.backward(parameters, inputs, outputGradient, parameterGradient, null);
        plan.backward(parameters, inputs, outputGradient, null, inputGradient);
        assertThat(parameterGradient.toDoubles()).isEqualTo(byParameters);
        assertThat(inputGradient.toDoubles()).isEqualTo(byInputs);
      }
    }
  }
}
