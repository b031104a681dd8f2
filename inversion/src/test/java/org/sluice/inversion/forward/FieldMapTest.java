package org.sluice.inversion.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.inversion.forward.darcy.DarcySquareMap;
import org.sluice.inversion.forward.elastodynamics.Bar;
import org.sluice.inversion.forward.elastodynamics.ElastodynamicsMap;
import org.sluice.inversion.population.FixedNormals;
import org.sluice.kernels.Matrix;

class FieldMapTest {

  /** Each map beside the same one with a sensor at every node, whose observations are the field. */
  static Stream<Arguments> maps() {
    Bar bar = new Bar(10, 1, 1, 20);
    double[] nodes = DarcyMap.positions(11);
    double[][] square =
        Arrays.stream(nodes)
            .boxed()
            .flatMap(x -> Arrays.stream(nodes).mapToObj(y -> new double[] {x, y}))
            .toArray(double[][]::new);
    double[] sensors = {0.03, 0.35, 0.5, 0.98};
    double[][] pairs = {{0.03, 0.9}, {0.5, 0.25}, {0.98, 0.71}};
    return Stream.of(
        Arguments.of(new DarcyMap(11, sensors, 10), new DarcyMap(11, nodes, 10)),
        Arguments.of(new DarcySquareMap(11, pairs, 10), new DarcySquareMap(11, square, 10)),
        Arguments.of(new ElastodynamicsMap(bar, sensors, 5), new ElastodynamicsMap(bar, nodes, 5)));
  }

  @ParameterizedTest
  @MethodSource("maps")
  void whatSensorsSeeIsReadOutOfTheField(FieldMap map, FieldMap nodal) {
    int points = map.grid().stream().reduce(1, Math::multiplyExact);
    assertThat(nodal.observationDimension()).isEqualTo(points);
    int q = map.parameterDimension();
    Matrix z = Matrix.of(FixedNormals.values(q, 5), 1, q);
    for (int j = 0; j < q; j++) {
      z.set(0, j, Math.exp(0.3 * z.get(0, j)));
    }
    double[] field = observe(nodal, z);
    double[] expected = observe(map, z);
    double[][] readout = map.readout();
    for (int s = 0; s < expected.length; s++) {
      double sum = 0;
      for (int p = 0; p < points; p++) {
        sum += readout[s][p] * field[p];
      }
      assertThat(sum).isCloseTo(expected[s], within(1e-13));
    }
    assertThat(expected).doesNotHaveDuplicates();
  }

  private static double[] observe(ForwardMap map, Matrix z) {
    double[] x = new double[map.observationDimension()];
    map.apply(z, Matrix.of(x, 1, x.length));
    return x;
  }
}
