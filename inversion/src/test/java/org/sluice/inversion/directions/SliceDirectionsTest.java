package org.sluice.inversion.directions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.sluice.kernels.Matrix;

class SliceDirectionsTest {

  static final List<SliceDirections> DRAWN =
      List.of(RandomDirections.ORTHOGONAL, RandomDirections.IID, new SobolDirections());

  private static Matrix filled(
      SliceDirections directions, long seed, long stream, long start, int count, int dimension) {
    Matrix matrix = Matrix.of(new double[count * dimension], count, dimension);
    directions.fill(seed, stream, start, matrix);
    return matrix;
  }

  @ParameterizedTest
  @FieldSource("DRAWN")
  void rowsHaveLengthOneAndDependOnSeedStreamAndPlaceAlone(SliceDirections directions) {
    Matrix first = filled(directions, 3, 5, 0, 40, 7);
    double[] row = new double[7];
    for (int k = 0; k < 40; k++) {
      first.readRow(k, row);
      assertThat(Arrays.stream(row).map(value -> value * value).sum()).isCloseTo(1, within(1e-14));
    }
    assertThat(filled(directions, 3, 5, 0, 40, 7).toDoubles()).isEqualTo(first.toDoubles());
    assertThat(filled(directions, 4, 5, 0, 40, 7).toDoubles()).isNotEqualTo(first.toDoubles());
    assertThat(filled(directions, 3, 6, 0, 40, 7).toDoubles()).isNotEqualTo(first.toDoubles());
    assertThat(filled(directions, 3, 5, 40, 40, 7).toDoubles()).isNotEqualTo(first.toDoubles());
  }

  /** A quadratic form's mean over the sphere is its trace over d. */
  @ParameterizedTest
  @FieldSource("DRAWN")
  void theyAreUniformInTheirSecondMoments(SliceDirections directions) {
    assertThat(secondMoment(directions, 1, 64_000)).isCloseTo(1.0 / 3, within(0.005));
  }

  @Test
  void quasiRandomDirectionsCoverTheSphereMoreEvenlyThanIndependentOnes() {
    double sobol = 0;
    double independent = 0;
    for (int stream = 0; stream < 50; stream++) {
      sobol += Math.pow(secondMoment(new SobolDirections(), stream, 64) - 1.0 / 3, 2);
      independent += Math.pow(secondMoment(RandomDirections.IID, stream, 64) - 1.0 / 3, 2);
    }
    assertThat(sobol).isLessThan(independent / 10);
  }

  private static double secondMoment(SliceDirections directions, long stream, int count) {
    Matrix matrix = filled(directions, 1, stream, 0, count, 3);
    double sum = 0;
    for (int k = 0; k < count; k++) {
      sum += matrix.get(k, 0) * matrix.get(k, 0) / count;
    }
    return sum;
  }

  @Test
  void twoFillsOfOneSobolSetAreTheSetInOne() {
    double[] whole = filled(new SobolDirections(), 1, 2, 0, 10, 4).toDoubles();
    double[] rest = filled(new SobolDirections(), 1, 2, 6, 4, 4).toDoubles();
    assertThat(rest).isEqualTo(Arrays.copyOfRange(whole, 24, 40));
  }

  @Test
  void givenDirectionsAreScaledToLengthOne() {
    GivenDirections given =
        new GivenDirections(Matrix.of(new double[] {3, 4, 0, -1e-200, 1e300, 1e300}, 3, 2));
    assertThat(filled(given, 1, 2, 1, 2, 2).toDoubles())
        .containsExactly(new double[] {0, -1, Math.sqrt(0.5), Math.sqrt(0.5)}, within(1e-15));
    assertThat(filled(given, 9, 9, 0, 1, 2).toDoubles())
        .containsExactly(new double[] {0.6, 0.8}, within(1e-15));
  }

  @Test
  void givenDirectionsThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> new GivenDirections(Matrix.of(new double[] {1, 0, 0, 0}, 2, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("row 2 of the directions has no direction");
    assertThatThrownBy(() -> new GivenDirections(Matrix.of(new double[] {1, Double.NaN}, 1, 2)))
        .hasMessageContaining("row 1 of the directions has no direction");
    GivenDirections given = new GivenDirections(Matrix.of(new double[] {1, 0, 0, 1}, 2, 2));
    assertThatThrownBy(() -> given.requireFit(3, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "2 directions of 2 numbers were given, but 3 slices of dimension 2 need as many");
    assertThatThrownBy(() -> given.requireFit(2, 5)).hasMessageContaining("dimension 5");
  }
}
