package org.sluice.inversion.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.numbers.gamma.RegularizedBeta;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.inversion.algebra.StandardNormal;
import org.sluice.inversion.population.CentralDifferences;
import org.sluice.inversion.population.FixedNormals;
import org.sluice.kernels.Matrix;

class NoiseLawTest {

  private static final double[] ZETA = {-8.2, -4, -1.3, -0.2, 0, 0.004, 0.7, 2.5, 6, 8.2};

  @ParameterizedTest
  @ValueSource(doubles = {2.01, 2.5, 4, 11.3, 60, 199})
  void studentHasItsQuantilesInBothTails(double nu) {
    double[] shaped = shape(new StudentLaw(), ZETA, nu);
    for (int i = 0; i < ZETA.length; i++) {
      double t = shaped[i] * Math.sqrt(nu / (nu - 2));
      // The probability beyond |t| is half of I_{ν/(ν+t²)}(ν/2, 1/2).
      double beyond = 0.5 * RegularizedBeta.value(nu / (nu + t * t), nu / 2, 0.5);
      assertThat(beyond / StandardNormal.below(-Math.abs(ZETA[i]))).isCloseTo(1, within(4e-9));
      assertThat(Math.signum(shaped[i])).isEqualTo(Math.signum(ZETA[i]));
    }
  }

  @Test
  void studentOfManyDegreesOfFreedomIsNearlyNormal() {
    double[] shaped = shape(new StudentLaw(), new double[] {-2, 0.5, 3}, 199.9);
    // The Cornish–Fisher expansion (ζ³ + ζ)/(4ν) of the quantile, and −ζ/ν of the scale.
    assertThat(shaped[0]).isCloseTo(-2 - (10.0 / 4 - 2) / 199.9, within(2e-4));
    assertThat(shaped[1]).isCloseTo(0.5 + (0.625 / 4 - 0.5) / 199.9, within(2e-4));
    assertThat(shaped[2]).isCloseTo(3 + (30.0 / 4 - 3) / 199.9, within(5e-4));
  }

  @Test
  void laplaceHasItsQuantiles() {
    double[] shaped = shape(new LaplaceLaw(), ZETA);
    for (int i = 0; i < ZETA.length; i++) {
      double beyond = 0.5 * Math.exp(-Math.sqrt(2) * Math.abs(shaped[i]));
      assertThat(beyond / StandardNormal.below(-Math.abs(ZETA[i]))).isCloseTo(1, within(1e-13));
      assertThat(shaped[i] * ZETA[i]).isNotNegative();
    }
  }

  @Test
  void lawsHaveVarianceOne() {
    int count = 20_000;
    double width = 9.0 / count;
    double[] zeta = new double[count];
    for (int i = 0; i < count; i++) {
      zeta[i] = (i + 0.5) * width;
    }
    double[][] shaped = {
      shape(new LaplaceLaw(), zeta),
      shape(new StudentLaw(), zeta, 5),
      shape(new StudentLaw(), zeta, 40)
    };
    for (double[] law : shaped) {
      double variance = 0;
      for (int i = 0; i < count; i++) {
        variance += 2 * width * StandardNormal.density(zeta[i]) * law[i] * law[i];
      }
      assertThat(variance).isCloseTo(1, within(1e-7));
    }
  }

  @ParameterizedTest
  @EnumSource(NamedLaw.class)
  void everyLawOfTheRegisterHasVarianceOneWhereInversionsStart(NamedLaw law) {
    NoiseModel noise = law.shape(new IsotropicNoise(1));
    int count = 20_000;
    double width = 9.0 / count;
    double[] zeta = new double[count];
    for (int i = 0; i < count; i++) {
      zeta[i] = (i + 0.5) * width;
    }
    double[] shaped = new double[count];
    noise.shape(
        noise.coordinatesOfStandardDeviation(1),
        Matrix.of(zeta, count, 1),
        Matrix.of(shaped, count, 1));
    double variance = 0;
    for (int i = 0; i < count; i++) {
      variance += 2 * width * StandardNormal.density(zeta[i]) * shaped[i] * shaped[i];
    }
    assertThat(variance).isCloseTo(1, within(1e-6));
  }

  @ParameterizedTest
  @EnumSource(NamedLaw.class)
  void everyLawOfTheRegisterHasTheDerivativeOfCentralDifferences(NamedLaw law) {
    int count = 100;
    NoiseModel noise = law.shape(new DiagonalNoise(2));
    Matrix zeta = FixedNormals.matrix(count, 2, 5);
    double[] weights = FixedNormals.values(2 * count, 6);
    double[] coordinates = noise.coordinatesOfStandardDeviation(1.5);
    double[] gradient = new double[coordinates.length];
    noise.shapeBackward(coordinates, zeta, Matrix.of(weights, count, 2), gradient);
    CentralDifferences.assertGradient(
        gradient,
        changed -> {
          double[] shaped = new double[2 * count];
          noise.shape(changed, zeta, Matrix.of(shaped, count, 2));
          return FixedNormals.dot(shaped, weights);
        },
        coordinates,
        1e-8);
  }

  @ParameterizedTest
  @ValueSource(doubles = {2.2, 4, 30, 150})
  void theTailsDerivativeAgreesWithCentralDifferencesAndAdds(double nu) {
    int count = 200;
    ShapedNoise noise = new ShapedNoise(new DiagonalNoise(2), new StudentLaw());
    Matrix zeta = FixedNormals.matrix(count, 2, 5);
    double[] weights = FixedNormals.values(2 * count, 6);
    double[] coordinates = noise.coordinates(new double[] {0.5, 2, nu});
    double[] gradient = {0.25, 0.25, 0.25};
    noise.shapeBackward(coordinates, zeta, Matrix.of(weights, count, 2), gradient);
    for (int i = 0; i < 3; i++) {
      gradient[i] -= 0.25;
    }
    CentralDifferences.assertGradient(
        gradient,
        changed -> {
          double[] shaped = new double[2 * count];
          noise.shape(changed, zeta, Matrix.of(shaped, count, 2));
          return FixedNormals.dot(shaped, weights);
        },
        coordinates,
        1e-8);
  }

  @Test
  void normalNoiseIsNotShaped() {
    NoiseModel noise = new IsotropicNoise(3);
    double[] shaped = new double[6];
    noise.shape(new double[] {0}, FixedNormals.matrix(2, 3, 1), Matrix.of(shaped, 2, 3));
    assertThat(noise.isGaussian()).isTrue();
    assertThat(shaped).containsExactly(FixedNormals.values(6, 1));
    assertThat(new ShapedNoise(noise, new LaplaceLaw()).isGaussian()).isFalse();
  }

  @Test
  void namesDegreesOfFreedomOutOfRange() {
    for (double nu : new double[] {2, 200, Double.NaN}) {
      assertThatThrownBy(() -> new StudentLaw().coordinates(new double[] {nu}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "the noise's degreesOfFreedom must be more than 2.0 and less than 200.0, not " + nu);
    }
  }

  private static double[] shape(NoiseLaw law, double[] zeta, double... physical) {
    double[] shaped = new double[zeta.length];
    law.apply(
        law.coordinates(physical),
        Matrix.of(zeta, zeta.length, 1),
        Matrix.of(shaped, zeta.length, 1));
    return shaped;
  }
}
