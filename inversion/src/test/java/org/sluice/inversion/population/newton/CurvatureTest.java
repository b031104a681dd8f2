package org.sluice.inversion.population.newton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sluice.inversion.forward.LinearMap;
import org.sluice.inversion.measure.GaussianMeasure;
import org.sluice.inversion.measure.ParameterMeasure;
import org.sluice.inversion.noise.FullNoise;
import org.sluice.inversion.noise.IsotropicNoise;
import org.sluice.inversion.noise.NoiseModel;
import org.sluice.inversion.population.Problems;
import org.sluice.inversion.population.ScalarBackend;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.problem.Start;
import org.sluice.inversion.population.settings.Sampling;
import org.sluice.inversion.population.settings.Settings;
import org.sluice.kernels.Parallelism;

class CurvatureTest {

  private static final double[][] TWO_BY_ONE = {{1}, {0.5}};

  private static Curvature of(List<String> names, double[] matrix) {
    double[] squares = new double[names.size()];
    for (int i = 0; i < squares.length; i++) {
      squares[i] = matrix[i * squares.length + i];
    }
    double[] unknown = new double[matrix.length];
    Arrays.fill(unknown, Double.NaN);
    return Curvature.of(names, List.of(matrix), squares, unknown);
  }

  @Test
  void ofAMatrixIsThatOfItsCorrelations() {
    // Second derivatives with correlation 0.6 and scales 2 and 5, and a number without effect.
    double[] matrix = {4, 6, 0, 6, 25, 0, 0, 0, 0};
    Curvature curvature = of(List.of("mean", "sd", "noise sd"), matrix);
    assertThat(curvature.eigenvalues()).containsExactly(new double[] {0.4, 1.6}, within(1e-14));
    assertThat(curvature.directions()[0]).containsExactly(new double[] {1, -1, 0}, within(1e-14));
    assertThat(curvature.flattest()).isEqualTo("mean − sd");
    assertThat(curvature.idle()).containsExactly("noise sd");
    assertThat(curvature.warnings()).singleElement().asString().contains("noise sd");
  }

  /** A coordinate alone has curvature 1, whatever its unit, so a flat direction is never of one. */
  @Test
  void unitsDoNotHideWhatTakesPart() {
    double[] scales = {0.05, 5, 2, 3};
    double[] correlations = {
      1, -0.99995, 0, 0, //
      -0.99995, 1, 0, 0, //
      0, 0, 1, 0.9999, //
      0, 0, 0.9999, 1
    };
    double[] matrix = new double[16];
    for (int e = 0; e < matrix.length; e++) {
      matrix[e] = correlations[e] * scales[e / 4] * scales[e % 4];
    }
    Curvature curvature = of(List.of("location", "scale", "tail", "noise sd"), matrix);
    assertThat(curvature.warnings()).hasSize(2);
    assertThat(curvature.warnings().get(0))
        .contains("location and scale share", "flat along location + scale (curvature 5.0e-05");
    assertThat(curvature.warnings().get(1))
        .contains("how tail and noise sd share", "flat along tail − noise sd (curvature 0.00010");
  }

  /** One coordinate that many together make up for, of which each has a twentieth of its share. */
  @Test
  void aFlatDirectionIsNamedByTwoAtLeast() {
    int count = 21;
    double[] matrix = new double[count * count];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < count; j++) {
        double correlation = i == 0 || j == 0 ? 0.95126 : 0.9;
        matrix[i * count + j] = i == j ? 1 : correlation;
      }
    }
    List<String> names = IntStream.range(0, count).mapToObj(i -> "number " + i).toList();
    Curvature curvature = of(names, matrix);
    assertThat(curvature.warnings())
        .singleElement()
        .asString()
        .contains("how number 0 and number ", "flat along number 0 − 0.05");
  }

  @Test
  void saysThatManyCoordinatesAreTooMany() {
    assertThat(Curvature.omission(Arrival.MOST_COORDINATES)).isEmpty();
    assertThat(Curvature.omission(201))
        .contains(
            "the combinations of numbers that the data determine least were not computed: at most 200 numbers can be examined, and the problem has 201");
  }

  /** Only Cov(signal) + Γ is seen, so the population's spread can go over to a full Γ. */
  @Test
  void aGaussianSignalUnderFullNoiseIsFlat() {
    FullNoise noise = new FullNoise(2);
    double[] physical = noise.physical(noise.coordinatesOfStandardDeviation(0.7));
    Curvature curvature = at(GaussianMeasure.diagonal(1), new double[] {0.5, 1}, noise, physical);
    assertThat(curvature.flat()).isEqualTo(1);
    assertThat(curvature.warnings()).singleElement().asString().contains("sd", "noise covariance");
  }

  @Test
  void aGaussianSignalUnderIsotropicNoiseIsNot() {
    Curvature isotropic =
        at(
            GaussianMeasure.diagonal(1),
            new double[] {0.5, 1},
            new IsotropicNoise(2),
            new double[] {0.7});
    assertThat(isotropic.warnings()).isEmpty();
  }

  private static Curvature at(
      ParameterMeasure measure, double[] truth, NoiseModel noise, double[] noiseTruth) {
    Problem problem =
        Problems.of(measure, new LinearMap(TWO_BY_ONE), noise, truth, noiseTruth, 1000, 6);
    double[] coordinates = Start.of(problem, truth, noiseTruth).concatenated();
    Settings settings = Settings.defaults().with(Sampling.defaults().withSlices(16));
    return ScalarBackend.use((backend, _) ->
        Curvature.of(problem, settings, coordinates, backend, Parallelism.serial()));
  }
}
