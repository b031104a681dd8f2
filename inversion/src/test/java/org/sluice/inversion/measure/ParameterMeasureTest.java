package org.sluice.inversion.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.inversion.forward.DarcyMap;
import org.sluice.inversion.measure.field.FieldGrid;
import org.sluice.inversion.measure.field.LevelSetField;
import org.sluice.inversion.measure.field.LogNormalField;
import org.sluice.inversion.measure.field.WhittleMaternField;
import org.sluice.inversion.population.CentralDifferences;
import org.sluice.inversion.population.FixedNormals;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/** The contract of every parameter measure. */
class ParameterMeasureTest {

  private static final int ROWS = 300;
  private static final double[] POSITIONS = DarcyMap.positions(7);

  record Example(String name, ParameterMeasure measure, double... physical) {
    @Override
    public String toString() {
      return name;
    }

    Matrix omega() {
      return FixedNormals.matrix(ROWS, measure.randomDimension(), 9);
    }

    double[] sample(double[] coordinates) {
      double[] z = new double[ROWS * measure.dimension()];
      Arrays.fill(z, Double.NaN);
      measure.sample(coordinates, omega(), Matrix.of(z, ROWS, measure.dimension()));
      return z;
    }
  }

  static Stream<Example> examples() {
    return Stream.of(
        new Example("Gaussian", GaussianMeasure.diagonal(2), 0.5, -1, 0.3, 2),
        new Example("Gaussian, q = 1", GaussianMeasure.diagonal(1), 120, 17),
        new Example("Gaussian, full", GaussianMeasure.full(2), 0.5, -1, 2, 0.5, 1),
        new Example("log-normal", LogNormalMeasure.diagonal(2), 0.5, -1, 0.3, 0.6),
        new Example("log-normal, full", LogNormalMeasure.full(2), 0.5, -1, 0.4, -0.1, 0.2),
        new Example("log-normal, moments", LogNormalMeasure.byMoments(2), 2, 0.5, 0.3, 0.4),
        new Example(
            "bounded",
            new BoundedMeasure(new double[] {-1, 2}, new double[] {1, 5}),
            0.3,
            4,
            0.5,
            0.8),
        new Example(
            "log-normal field",
            new LogNormalField(FieldGrid.line(POSITIONS), 0.3, 1.5),
            0.5,
            -0.51),
        new Example(
            "Whittle–Matérn", new WhittleMaternField(FieldGrid.line(POSITIONS), 1), 0.5, 1.5),
        new Example("level set, smooth", LevelSetField.smooth(FieldGrid.line(POSITIONS)), 8, 1, 2),
        new Example(
            "log-normal field in the square",
            new LogNormalField(FieldGrid.square(POSITIONS), 0.3, 1.5),
            0.5,
            -0.51),
        new Example(
            "Whittle–Matérn in the square",
            new WhittleMaternField(FieldGrid.square(POSITIONS), 1),
            0.5,
            4),
        new Example(
            "level set in the square", LevelSetField.smooth(FieldGrid.square(POSITIONS)), 5, 1, 2),
        new Example("level set, sharp", LevelSetField.sharp(FieldGrid.line(POSITIONS)), 8, 1, 2),
        new Example(
            "mixture", new GaussianMixtureMeasure(3, 1), 0.2, 0.5, -2, 0.5, 3, 0.4, 1.5, 0.2),
        new Example(
            "mixture, q = 2",
            new GaussianMixtureMeasure(2, 2),
            0.3,
            -1,
            0.5,
            1,
            0.9,
            0.7,
            0.3,
            0.4,
            1.2),
        new Example("sinh-arcsinh", new SinhArcsinhMeasure(2), 1, -2, 3, 0.5, 0.4, -0.3, 1.2, 0.7),
        new Example(
            "learned",
            new LearnedMeasure(2, 2),
            1,
            -2,
            3,
            0.5,
            0.3,
            -0.8,
            0.5,
            0.6,
            1.1,
            -0.4,
            0.2,
            0.9,
            -0.7,
            0.4),
        new Example("empty", new EmptyMeasure()));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void physicalNumbersSurviveTheRoundTrip(Example example) {
    ParameterMeasure measure = example.measure();
    assertThat(measure.names()).hasSize(example.physical().length).doesNotHaveDuplicates();
    assertThat(measure.coordinateCount()).isEqualTo(measure.names().size());
    assertThat(measure.physical(measure.coordinates(example.physical())))
        .containsExactly(example.physical(), within(1e-13));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void backwardAgreesWithCentralDifferencesAndAdds(Example example) {
    ParameterMeasure measure = example.measure();
    int q = measure.dimension();
    double[] coordinates = measure.coordinates(example.physical());
    double[] weights = FixedNormals.values(ROWS * q, 10);
    double[] gradient = new double[coordinates.length];
    Arrays.fill(gradient, 0.25);
    Matrix z = Matrix.of(example.sample(coordinates), ROWS, q);
    measure.backward(coordinates, example.omega(), z, Matrix.of(weights, ROWS, q), gradient);
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] -= 0.25;
    }
    CentralDifferences.assertGradient(
        gradient, changed -> FixedNormals.dot(example.sample(changed), weights), coordinates, 1e-8);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void rowsAreIndependentToTheBit(Example example) {
    ParameterMeasure measure = example.measure();
    int q = measure.dimension();
    double[] coordinates = measure.coordinates(example.physical());
    double[] whole = example.sample(coordinates);
    try (Arena arena = Arena.ofConfined()) {
      Matrix z = strided(arena, ROWS, q);
      Matrix omega = strided(arena, ROWS, measure.randomDimension());
      omega.copyFrom(example.omega());
      int[] cuts = {0, 1, 130, 171, ROWS};
      for (int k = 0; k + 1 < cuts.length; k++) {
        measure.sample(coordinates, omega.rows(cuts[k], cuts[k + 1]), z.rows(cuts[k], cuts[k + 1]));
      }
      assertThat(z.toDoubles()).isEqualTo(whole);
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void namesWhatDoesNotFit(Example example) {
    ParameterMeasure measure = example.measure();
    double[] coordinates = measure.coordinates(example.physical());
    int q = measure.dimension();
    Matrix z = Matrix.of(new double[2 * q], 2, q);
    assertThatThrownBy(() -> measure.sample(coordinates, example.omega(), z))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("z must be an F64 matrix of 300 x %d, not F64 of 2 x %d".formatted(q, q));
    assertThatThrownBy(() -> measure.coordinates(new double[11]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("but 11 values are given");
    for (int i = 0; i < measure.names().size(); i++) {
      double[] bad = example.physical().clone();
      bad[i] = Double.NaN;
      String name = measure.names().get(i).replaceFirst("^(covariance).*", "$1");
      assertThatThrownBy(() -> measure.coordinates(bad))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(name);
    }
  }

  private static Matrix strided(Arena arena, int rows, int columns) {
    int stride = columns + 3;
    return new Matrix(
        arena.allocate(8L * rows * stride, 8), ElementType.F64, rows, columns, stride);
  }
}
