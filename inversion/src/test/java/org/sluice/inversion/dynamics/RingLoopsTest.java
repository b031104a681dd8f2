package org.sluice.inversion.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Vectors against plain loops, to the bit. */
class RingLoopsTest {

  private static final int HALO = 2;

  private final RingLoops vector = new VectorRingLoops();
  private final RingLoops plain = new PlainRingLoops(vector.lanes());
  private final Random random = new Random(1);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 36, 361})
  void moves(int count) {
    double[] x = values(count);
    double[] start = values(count);
    for (int sense : new int[] {1, -1}) {
      int from = sense > 0 ? HALO : HALO + count - 1;
      double[] damping = lanes();
      double[] forcing = lanes();
      double[] expected = values(count);
      double[] next = expected.clone();
      plain.move(x, start, expected, from, sense, count, damping, forcing, 0.3);
      vector.move(x, start, next, from, sense, count, damping, forcing, 0.3);
      assertThat(next).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 36, 361})
  void finishes(int count) {
    double[] x = values(count);
    double[] second = values(count);
    double[] third = values(count);
    for (int sense : new int[] {1, -1}) {
      int from = sense > 0 ? HALO : HALO + count - 1;
      double[] damping = lanes();
      double[] forcing = lanes();
      double[] expected = values(count);
      double[] state = expected.clone();
      plain.finish(x, second, third, expected, from, sense, count, damping, forcing, 0.3);
      vector.finish(x, second, third, state, from, sense, count, damping, forcing, 0.3);
      assertThat(state).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 36, 361})
  void sums(int count) {
    double[] x = values(count);
    double[][] expectedProducts = {lanes(), lanes(), lanes(), lanes()};
    double[][] products = new double[4][];
    for (int k = 0; k < 4; k++) {
      products[k] = expectedProducts[k].clone();
    }
    plain.addProducts(x, HALO, count, expectedProducts);
    vector.addProducts(x, HALO, count, products);
    assertThat(products).isDeepEqualTo(expectedProducts);

    double[] expected = lanes();
    double[] sum = lanes();
    plain.sum(x, HALO, count, expected);
    vector.sum(x, HALO, count, sum);
    assertThat(sum).isEqualTo(expected);
    plain.sumSquares(x, HALO, count, expected);
    vector.sumSquares(x, HALO, count, sum);
    assertThat(sum).isEqualTo(expected);
  }

  private double[] values(int count) {
    return random.doubles((count + 2 * HALO) * (long) vector.lanes(), -5, 10).toArray();
  }

  private double[] lanes() {
    return random.doubles(vector.lanes(), -5, 10).toArray();
  }
}
