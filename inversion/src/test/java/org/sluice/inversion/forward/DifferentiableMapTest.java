package org.sluice.inversion.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.inversion.forward.darcy.DarcySquareMap;
import org.sluice.inversion.forward.elastodynamics.Bar;
import org.sluice.inversion.forward.elastodynamics.ElastodynamicsMap;
import org.sluice.inversion.population.CentralDifferences;
import org.sluice.inversion.population.FixedNormals;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/** The contract of every forward map. Parameters are positive, as some maps need. */
class DifferentiableMapTest {

  private static final int ROWS = 300;

  record Example(String name, DifferentiableMap map) {
    @Override
    public String toString() {
      return name;
    }

    Matrix parameters(int rows) {
      double[] values = FixedNormals.values(rows * map.parameterDimension(), 5);
      return Matrix.of(
          Arrays.stream(values).map(Math::exp).toArray(), rows, map.parameterDimension());
    }

    double[] observations(Matrix z) {
      double[] x = new double[(int) z.rows() * map.observationDimension()];
      Arrays.fill(x, Double.NaN);
      map.apply(z, Matrix.of(x, z.rows(), map.observationDimension()));
      return x;
    }
  }

  static Stream<Example> examples() {
    return Stream.of(
        new Example(
            "linear", new LinearMap(new double[][] {{1, 2}, {-3, 0.5}, {0, 1}}, new double[3])),
        new Example("affine", new LinearMap(new double[][] {{1, 2, 3}}, new double[] {-4})),
        new Example("replicates", new ReplicatesMap(3)),
        new Example("zero", new ZeroMap(4)),
        new Example("Darcy", new DarcyMap(12, Sensors.uniform(9, 3), 10)),
        new Example("Darcy, one element", new DarcyMap(2, new double[] {0, 0.3, 1}, 10)),
        new Example("Darcy, at nodes", new DarcyMap(5, new double[] {1, 0, 0.25, 0.5}, -2)),
        new Example(
            "Darcy in the square",
            new DarcySquareMap(5, new double[][] {{0.3, 0.6}, {0.5, 0.5}, {1, 0.9}}, 10)),
        new Example(
            "elastodynamics",
            new ElastodynamicsMap(new Bar(8, 1.5, 1, 12), new double[] {0, 0.3, 0.5, 1}, 3)));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void backwardAgreesWithCentralDifferences(Example example) {
    DifferentiableMap map = example.map();
    Matrix z = example.parameters(4);
    double[] x = example.observations(z);
    double[] weights = FixedNormals.values(x.length, 6);
    double[] gradient = new double[4 * map.parameterDimension()];
    Arrays.fill(gradient, Double.NaN);
    map.backward(
        z,
        Matrix.of(x, 4, map.observationDimension()),
        Matrix.of(weights, 4, map.observationDimension()),
        Matrix.of(gradient, 4, map.parameterDimension()));
    CentralDifferences.assertGradient(
        gradient,
        changed ->
            FixedNormals.dot(
                example.observations(Matrix.of(changed, 4, map.parameterDimension())), weights),
        z.toDoubles(),
        1e-8);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void rowsAreIndependentToTheBit(Example example) {
    DifferentiableMap map = example.map();
    int q = map.parameterDimension();
    int d = map.observationDimension();
    Matrix z = example.parameters(ROWS);
    double[] whole = example.observations(z);
    double[] weights = FixedNormals.values(ROWS * d, 7);
    double[] wholeGradient = new double[ROWS * q];
    map.backward(
        z,
        Matrix.of(whole, ROWS, d),
        Matrix.of(weights, ROWS, d),
        Matrix.of(wholeGradient, ROWS, q));

    try (Arena arena = Arena.ofConfined()) {
      // Rows with a gap between them, in native memory, in pieces.
      Matrix pieces = strided(arena, ROWS, q);
      Matrix observations = strided(arena, ROWS, d);
      Matrix gradients = strided(arena, ROWS, q);
      pieces.copyFrom(z);
      int[] cuts = {0, 1, 130, 171, ROWS};
      for (int k = 0; k + 1 < cuts.length; k++) {
        Matrix part = pieces.rows(cuts[k], cuts[k + 1]);
        Matrix partObservations = observations.rows(cuts[k], cuts[k + 1]);
        map.apply(part, partObservations);
        map.backward(
            part,
            partObservations,
            Matrix.of(weights, ROWS, d).rows(cuts[k], cuts[k + 1]),
            gradients.rows(cuts[k], cuts[k + 1]));
      }
      assertThat(observations.toDoubles()).isEqualTo(whole);
      assertThat(gradients.toDoubles()).isEqualTo(wholeGradient);
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void namesAShapeThatDoesNotFit(Example example) {
    Matrix z = example.parameters(2);
    int d = example.map().observationDimension();
    assertThatThrownBy(() -> example.map().apply(z, Matrix.of(new double[3 * d], 3, d)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("x must be an F64 matrix of 2 x %d, not F64 of 3 x %d".formatted(d, d));
    assertThatThrownBy(() -> example.map().apply(z, Matrix.of(new float[2 * d], 2, d)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not F32 of");
  }

  private static Matrix strided(Arena arena, int rows, int columns) {
    int stride = columns + 3;
    return new Matrix(
        arena.allocate(8L * rows * stride, 8), ElementType.F64, rows, columns, stride);
  }
}
