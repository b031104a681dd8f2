package org.sluice.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DirectionsTest {

  private static Matrix fill(DirectionScheme scheme, long seed, int slices, int dimension) {
    Matrix directions = Matrix.of(new double[slices * dimension], slices, dimension);
    Directions.fill(scheme, seed, 1, directions);
    return directions;
  }

  private static double product(Matrix directions, int k, int l) {
    double product = 0;
    for (int j = 0; j < directions.columns(); j++) {
      product += directions.get(k, j) * directions.get(l, j);
    }
    return product;
  }

  @ParameterizedTest
  @EnumSource
  void everyDirectionHasLengthOne(DirectionScheme scheme) {
    for (int dimension : new int[] {1, 2, 3, 17, 50}) {
      Matrix directions = fill(scheme, 5, 60, dimension);
      for (int k = 0; k < 60; k++) {
        assertThat(product(directions, k, k)).isCloseTo(1, within(1e-14));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"4, 1", "6, 2", "50, 7", "60, 30", "100, 100", "20, 64"})
  void blocksAreOrthonormal(int slices, int dimension) {
    Matrix directions = fill(DirectionScheme.ORTHOGONAL, 6, slices, dimension);
    for (int k = 0; k < slices; k++) {
      for (int l = k / dimension * dimension; l < k; l++) {
        assertThat(product(directions, k, l)).isCloseTo(0, within(1e-12));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyDirectionIsUniformOnTheSphere(DirectionScheme scheme) {
    int d = 4;
    int slices = 40_000;
    Matrix directions = fill(scheme, 7, slices, d);
    // Rows of one place in their block, so that none is favoured by the orthogonalisation.
    for (int place = 0; place < d; place++) {
      double count = slices / (double) d;
      for (int i = 0; i < d; i++) {
        double mean = 0;
        double fourth = 0;
        for (int k = place; k < slices; k += d) {
          double value = directions.get(k, i);
          mean += value / count;
          fourth += value * value * value * value / count;
        }
        // E θᵢ⁴ = 3/(d(d+2)); five standard errors.
        assertThat(mean).isCloseTo(0, within(5 * Math.sqrt(1 / (d * count))));
        assertThat(fourth).isCloseTo(3.0 / (d * (d + 2)), within(5 * 0.17 / Math.sqrt(count)));
        for (int j = 0; j <= i; j++) {
          double second = 0;
          for (int k = place; k < slices; k += d) {
            second += directions.get(k, i) * directions.get(k, j) / count;
          }
          assertThat(second).isCloseTo(i == j ? 1.0 / d : 0, within(5 * 0.25 / Math.sqrt(count)));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void seedAndStreamDetermineThem(DirectionScheme scheme) {
    double[] once = fill(scheme, 8, 10, 3).toDoubles();
    assertThat(fill(scheme, 8, 10, 3).toDoubles()).isEqualTo(once);
    assertThat(fill(scheme, 9, 10, 3).toDoubles()).isNotEqualTo(once);
    // More directions leave the first ones as they are.
    assertThat(fill(scheme, 8, 13, 3).rows(0, 10).toDoubles()).isEqualTo(once);
  }

  @Test
  void floatsAreTheRoundedDoubles() {
    Matrix narrow = Matrix.of(new float[30], 10, 3);
    Directions.fill(DirectionScheme.IID, 8, 1, narrow);
    Matrix wide = fill(DirectionScheme.IID, 8, 10, 3);
    for (int e = 0; e < 30; e++) {
      assertThat(narrow.get(e / 3, e % 3)).isEqualTo((float) wide.get(e / 3, e % 3));
    }
  }
}
