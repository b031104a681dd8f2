package org.sluice.inversion.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.inversion.algebra.Cholesky;
import org.sluice.inversion.population.CentralDifferences;
import org.sluice.inversion.population.FixedNormals;

/** The contract of every noise model. */
class NoiseModelTest {

  private static final double[] POSITIONS = {0.3, 0.05, 0.9, 0.5};

  record Example(String name, NoiseModel noise, double... physical) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Example> examples() {
    return Stream.of(
        new Example("isotropic", new IsotropicNoise(4), 0.3),
        new Example("diagonal", new DiagonalNoise(3), 0.3, 2, 1e-3),
        new Example("full", new FullNoise(3), 2, 0.5, 1, -0.3, 0.2, 0.7),
        new Example("full, d = 1", new FullNoise(1), 0.04),
        new Example(
            "diagonal, Student",
            new ShapedNoise(new DiagonalNoise(2), new StudentLaw()),
            0.3,
            2,
            5),
        new Example(
            "isotropic, Laplace", new ShapedNoise(new IsotropicNoise(2), new LaplaceLaw()), 3),
        new Example(
            "exponential", new StationaryNoise(Correlation.EXPONENTIAL, POSITIONS), 0.4, 0.3),
        new Example(
            "groups",
            new BlockDiagonalNoise(
                new StationaryNoise(Correlation.MATERN_3_2, new double[] {0, 0.3, 1}), 2),
            0.4,
            0.3),
        new Example("Matérn 3/2", new StationaryNoise(Correlation.MATERN_3_2, POSITIONS), 0.4, 0.3),
        new Example(
            "Matérn 5/2", new StationaryNoise(Correlation.MATERN_5_2, POSITIONS), 0.4, 0.3));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void physicalNumbersSurviveTheRoundTrip(Example example) {
    NoiseModel noise = example.noise();
    assertThat(noise.names()).hasSize(example.physical().length).doesNotHaveDuplicates();
    assertThat(noise.coordinateCount()).isEqualTo(noise.names().size());
    assertThat(noise.physical(noise.coordinates(example.physical())))
        .containsExactly(example.physical(), within(1e-14));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void theFactorIsLowerTriangularWithPositiveDiagonal(Example example) {
    NoiseModel noise = example.noise();
    int d = noise.dimension();
    double[] lower = new double[d * d];
    Arrays.fill(lower, Double.NaN);
    noise.factor(noise.coordinates(example.physical()), lower);
    for (int i = 0; i < d; i++) {
      assertThat(lower[i * d + i]).isPositive();
      for (int j = i + 1; j < d; j++) {
        assertThat(lower[i * d + j]).isZero();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void backwardAgreesWithCentralDifferencesAndAdds(Example example) {
    NoiseModel noise = example.noise();
    int d = noise.dimension();
    double[] weights = FixedNormals.values(d * d, 4);
    double[] coordinates = noise.coordinates(example.physical());
    double[] lower = new double[d * d];
    noise.factor(coordinates, lower);
    double[] gradient = new double[coordinates.length];
    double[] twice = new double[coordinates.length];
    double[] onlyLower = weights.clone();
    for (int i = 0; i < d; i++) {
      Arrays.fill(onlyLower, i * d + i + 1, (i + 1) * d, Double.NaN);
    }
    noise.backward(coordinates, lower, onlyLower, gradient);
    noise.backward(coordinates, lower, onlyLower, twice);
    noise.backward(coordinates, lower, onlyLower, twice);
    for (int i = 0; i < gradient.length; i++) {
      assertThat(twice[i]).isEqualTo(2 * gradient[i]);
    }
    CentralDifferences.assertGradient(
        gradient,
        changed -> {
          double[] factor = new double[d * d];
          noise.factor(changed, factor);
          return FixedNormals.dot(factor, weights);
        },
        coordinates,
        1e-9);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void startsFromAStandardDeviation(Example example) {
    NoiseModel noise = example.noise();
    int d = noise.dimension();
    double[] lower = new double[d * d];
    noise.factor(noise.coordinatesOfStandardDeviation(0.7), lower);
    double[] covariance = Cholesky.product(lower, d);
    for (int i = 0; i < d; i++) {
      assertThat(covariance[i * d + i]).isCloseTo(0.49, within(1e-8));
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void namesANumberThatIsOutOfRange(Example example) {
    double[] negative = example.physical().clone();
    negative[0] = -negative[0];
    String expected =
        example.noise() instanceof FullNoise
            ? "the noise's covariance: "
            : "the noise's " + example.noise().names().getFirst() + " must be positive";
    assertThatThrownBy(() -> example.noise().coordinates(negative))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(expected);
    assertThatThrownBy(() -> example.noise().coordinates(new double[9]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("but 9 values are given");
  }
}
