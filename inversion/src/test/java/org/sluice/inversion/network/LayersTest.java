package org.sluice.inversion.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.kernels.Activation;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Backends;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;

/** Each layer by itself, and a layer of the user's own. */
class LayersTest {

  private static final int BATCH = 7;

  static Stream<Arguments> layers() {
    List<Layer> bend = List.of(new Dense(3, 5), new Activate(Activation.TANH, 5), new Dense(5, 3));
    return Stream.of(
        Arguments.of("dense", new Dense(3, 4)),
        Arguments.of("residual", Residual.unfused(bend)),
        Arguments.of(
            "residual that begins and ends with an activation",
            Residual.unfused(
                List.of(
                    new Activate(Activation.SILU, 3),
                    new Dense(3, 3),
                    new Activate(Activation.TANH, 3)))),
        Arguments.of(
            "residual in a residual",
            Residual.unfused(List.of(new Dense(3, 3), Residual.unfused(bend)))),
        Arguments.of("noise", new Noise(3)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("layers")
  void bothGradientsAreTheCentralDifferencesInOneTileAndInThree(String name, Layer layer) {
    for (int tileRows : new int[] {BATCH, 3}) {
      try (Backend backend = scalar();
          Chain network = Chain.unfused(backend, ElementType.F64, List.of(layer), tileRows)) {
        LayerGradients.check(network, BATCH);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void bothGradientsOfAnActivationAreTheCentralDifferences(Activation activation) {
    try (Backend backend = scalar();
        Chain network =
            Chain.of(backend, ElementType.F64, List.of(new Activate(activation, 4)), 3)) {
      LayerGradients.check(network, BATCH);
    }
  }

  @Test
  void aFusedResidualAddsTheGradientsOfItsTiles() {
    List<Layer> bend = List.of(new Dense(3, 5), new Activate(Activation.TANH, 5), new Dense(5, 3));
    try (Backend backend = scalar();
        Chain network =
            Chain.of(
                backend,
                ElementType.F64,
                List.of(Residual.of(backend, ElementType.F64, bend)),
                2)) {
      LayerGradients.check(network, BATCH);
    }
  }

  @Test
  void namesLayersThatCannotBe() {
    assertThatThrownBy(() -> new Dense(0, 3)).hasMessageContaining("not 0 and 3");
    assertThatThrownBy(() -> Residual.unfused(List.of(new Dense(3, 2))))
        .hasMessageContaining("as many outputs as inputs, not 2 and 3");
    assertThatThrownBy(() -> new Sequence(List.of(new Dense(3, 2), new Dense(3, 2))))
        .hasMessage("layer 1 has 2 outputs, but layer 2 has 3 inputs; make them agree");
    assertThatThrownBy(() -> new Sequence(List.of())).hasMessageContaining("at least one layer");
  }

  @Test
  void refusesMatricesOfOtherShapesOrTypes() {
    try (Backend backend = scalar();
        Chain network =
            Chain.unfused(backend, ElementType.F64, List.of(new Dense(3, 2), new Dense(2, 2)), 4)) {
      Matrix parameters = Matrix.of(LayerGradients.parameters(network), 1, 14);
      Matrix inputs = Matrix.of(new double[6], 2, 3);
      assertThatThrownBy(() -> network.forward(parameters, inputs, Matrix.of(new double[6], 2, 3)))
          .hasMessage("the network's outputs must be F64 of 2 x 2, not F64 of 2 x 3");
      assertThatThrownBy(() ->
              network.forward(
                  parameters, Matrix.of(new float[6], 2, 3), Matrix.of(new double[4], 2, 2)))
          .hasMessage("the network's inputs must be F64 of 2 x 3, not F32 of 2 x 3");
    }
  }

  @Test
  void firstWeightsAreUniformOfTheirVarianceAndNoNumberIsUsedTwice() {
    Dense first = new Dense(400, 50);
    Sequence both = new Sequence(List.of(first, new Dense(50, 400)));
    double[] parameters = new double[Math.toIntExact(both.parameterCount())];
    both.initialise(new Draws(3, 4), LayerGradients.row(parameters));
    double square = 0;
    for (int i = 0; i < 20_000; i++) {
      square += parameters[i] * parameters[i] / 20_000;
      assertThat(Math.abs(parameters[i])).isLessThan(Math.sqrt(3.0 / 400));
    }
    // The standard error of a uniform number's squares is √(4/5) of their mean.
    double standardError = Math.sqrt(0.8 / 20_000) / 400;
    assertThat(Math.abs(square - 1.0 / 400)).isLessThan(4 * standardError);
    assertThat(java.util.Arrays.stream(parameters, 20_000, 20_050)).containsOnly(0.0);
    assertThat(parameters[20_050] / Math.sqrt(3.0 / 50))
        .isNotEqualTo(parameters[0] / Math.sqrt(3.0 / 400));
  }

  private static Backend scalar() {
    return Backends.open("scalar", Parallelism.serial()).backend();
  }

  /**
   * y = x + s ⊙ ω with trained s, and normal ω drawn on the way forward and kept for the way back.
   */
  private record Noise(int inputs) implements Layer {

    @Override
    public int outputs() {
      return inputs;
    }

    @Override
    public long parameterCount() {
      return inputs;
    }

    @Override
    public long kept() {
      return inputs;
    }

    @Override
    public long scratch() {
      return inputs;
    }

    @Override
    public long ones() {
      return 1;
    }

    @Override
    public void initialise(Draws draws, Matrix parameters) {
      draws.uniform(parameters, 1);
    }

    @Override
    public void forward(Pass pass, Matrix parameters, Matrix inputs, Matrix outputs) {
      Matrix omega = pass.kept().part(0, inputs.rows(), inputs());
      pass.backend().normals(11, 0, omega);
      spread(pass, parameters, inputs.rows(), outputs);
      Matrix product = pass.scratch().part(0, inputs.rows(), inputs());
      pass.backend().copy(outputs, product);
      pass.backend().multiplyElements(product, omega);
      pass.backend().copy(inputs, outputs);
      pass.backend().combine(1, product, null, null, 1, outputs);
    }

    private static void spread(Pass pass, Matrix parameters, long rows, Matrix to) {
      pass.backend().multiply(1, pass.ones(rows), false, parameters, false, 0, to);
    }

    @Override
    public void backward(
        Pass pass,
        Matrix parameters,
        Matrix inputs,
        Matrix outputGradient,
        Matrix parameterGradient,
        double beta,
        Matrix inputGradient) {
      Matrix product = pass.scratch().part(0, inputs.rows(), inputs());
      pass.backend().copy(outputGradient, product);
      pass.backend().multiplyElements(product, pass.kept().part(0, inputs.rows(), inputs()));
      Matrix ones = pass.ones(inputs.rows());
      pass.backend().multiply(1, ones, true, product, false, beta, parameterGradient);
      pass.backend().copy(outputGradient, inputGradient);
    }
  }
}
