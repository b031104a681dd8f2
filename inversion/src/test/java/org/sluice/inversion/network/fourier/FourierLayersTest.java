package org.sluice.inversion.network.fourier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.inversion.network.Chain;
import org.sluice.inversion.network.Layer;
import org.sluice.inversion.network.LayerGradients;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Backends;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Parallelism;
import org.sluice.kernels.Philox;

/** Each layer of Fourier operators by itself. */
class FourierLayersTest {

  private static final ElementType TYPE = ElementType.F64;
  private static final int TILE = 4;
  private static final FourierShape LINE = FourierShape.ofField(List.of(7)).withSizes(3, 2, 1);
  private static final FourierShape PLANE = FourierShape.ofField(List.of(4, 5)).withSizes(2, 2, 1);
  private static final double[][] READOUT = {
    {0, 0.5, 0.5, 0, 0, 0, 0}, {0, 0, 0, 0, 0.2, 0.8, 0}, {1, 0, 0, 0, 0, 0, 2}
  };

  static Stream<Arguments> layers() {
    FourierShape numbers = FourierShape.ofParameters(List.of(7), 3).withSizes(3, 2, 1);
    return Stream.of(
        of("lift of a field", b -> new Lift(b, TYPE, LINE, fields(b, LINE))),
        of("lift of a field in two dimensions", b -> new Lift(b, TYPE, PLANE, fields(b, PLANE))),
        of("lift of numbers", b -> new Lift(b, TYPE, numbers, fields(b, numbers))),
        of("spectral", b -> spectral(b, LINE)),
        of("spectral in two dimensions", b -> spectral(b, PLANE)),
        of("pointwise", b -> new Pointwise(fields(b, LINE), 2, 3)),
        of("readout of the field", b -> new Readout(b, TYPE, fields(b, LINE), null)),
        of("readout of sums", b -> new Readout(b, TYPE, fields(b, LINE), READOUT)));
  }

  private static Arguments of(String name, Function<Backend, Layer> layer) {
    return Arguments.of(name, layer);
  }

  private static Fields fields(Backend backend, FourierShape shape) {
    return new Fields(backend, TYPE, shape.points(), TILE);
  }

  private static Layer spectral(Backend backend, FourierShape shape) {
    FourierBasis basis = new FourierBasis(shape, TYPE, backend);
    return new Spectral(basis, fields(backend, shape), shape.width());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("layers")
  void bothGradientsAreTheCentralDifferencesInOneTileAndInTwo(
      String name, Function<Backend, Layer> layer) {
    try (Backend backend = Backends.open("scalar", Parallelism.serial()).backend();
        Chain network = Chain.of(backend, TYPE, List.of(layer.apply(backend)), TILE)) {
      LayerGradients.check(network, TILE);
      LayerGradients.check(network, TILE + 2);
    }
  }

  /** Complex coefficients of a field on a line, times a complex matrix each, and back. */
  @Test
  void aSpectralLayerIsThatOfComplexCoefficients() {
    int n = LINE.points();
    int w = LINE.width();
    int modes = LINE.modes();
    double[] parameters = new double[2 * modes * w * w + w * w + w];
    double[] field = new double[n * w];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = Philox.normal(3, 0, i);
    }
    for (int i = 0; i < field.length; i++) {
      field[i] = Philox.normal(3, 1, i);
    }
    double[] expected = new double[n * w];
    for (int k = 0; k < modes; k++) {
      for (int to = 0; to < w; to++) {
        double real = 0;
        double imaginary = 0;
        for (int from = 0; from < w; from++) {
          double weightReal = parameters[2 * k * w * w + from * w + to];
          double weightImaginary = parameters[(2 * k + 1) * w * w + from * w + to];
          for (int p = 0; p < n; p++) {
            double phase = phase(k, p, n);
            double cosine = field[p * w + from] * Math.cos(phase) / n;
            double sine = -field[p * w + from] * Math.sin(phase) / n;
            real += cosine * weightReal - sine * weightImaginary;
            imaginary += cosine * weightImaginary + sine * weightReal;
          }
        }
        for (int p = 0; p < n; p++) {
          double phase = phase(k, p, n);
          double value = real * Math.cos(phase) - imaginary * Math.sin(phase);
          expected[p * w + to] += (k == 0 ? 1 : 2) * value;
        }
      }
    }
    for (int p = 0; p < n; p++) {
      for (int to = 0; to < w; to++) {
        for (int from = 0; from < w; from++) {
          int weight = 2 * modes * w * w + from * w + to;
          expected[p * w + to] += field[p * w + from] * parameters[weight];
        }
        expected[p * w + to] += parameters[(2 * modes + 1) * w * w + to];
      }
    }
    try (Backend backend = Backends.open("scalar", Parallelism.serial()).backend();
        Chain network = Chain.of(backend, TYPE, List.of(spectral(backend, LINE)), TILE)) {
      assertThat(LayerGradients.outputs(network, parameters, field, 1))
          .containsExactly(expected, within(1e-13));
    }
  }

  /** Points are equidistant over the domain, and the period is a quarter longer. */
  private static double phase(int mode, int point, int points) {
    return 2 * Math.PI * mode * point / (points - 1.0) / 1.25;
  }
}
