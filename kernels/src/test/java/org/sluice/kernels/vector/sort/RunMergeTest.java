package org.sluice.kernels.vector.sort;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Merged runs against a stable sort of the whole column. */
class RunMergeTest {

  private static final int FROM = 3;

  @ParameterizedTest
  @CsvSource({"1,1", "2,1", "7,1", "64,8", "65,8", "71,8", "100,9", "1000,7", "1023,512"})
  void mergesKeysAndIndices(int n, int run) {
    double[] keys = keysWithTies(n);
    int[] expected = order(keys, 0, n);

    double[] sorted = new double[FROM + n];
    float[] sortedF32 = new float[FROM + n];
    int[] indices = new int[FROM + n];
    for (int start = 0; start < n; start += run) {
      int[] order = order(keys, start, Math.min(run, n - start));
      System.arraycopy(order, 0, indices, FROM + start, order.length);
    }
    for (int j = 0; j < n; j++) {
      sorted[FROM + j] = keys[indices[FROM + j]];
      sortedF32[FROM + j] = (float) keys[indices[FROM + j]];
    }
    int[] indicesF32 = indices.clone();
    new RunMergeF64(new double[n], new int[n]).merge(sorted, indices, FROM, n, run);
    new RunMergeF32(new float[n], new int[n]).merge(sortedF32, indicesF32, FROM, n, run);

    assertThat(Arrays.copyOfRange(indices, FROM, FROM + n)).isEqualTo(expected);
    assertThat(indicesF32).isEqualTo(indices);
    for (int j = 0; j < n; j++) {
      assertThat(sorted[FROM + j]).isEqualTo(keys[expected[j]]);
      assertThat(sortedF32[FROM + j]).isEqualTo((float) keys[expected[j]]);
    }
  }

  private static double[] keysWithTies(int n) {
    return new Random(n).ints(n, -n, n).asDoubleStream().map(key -> key / 4).toArray();
  }

  /** Stable, as {@code sorted} is. */
  private static int[] order(double[] keys, int start, int n) {
    return IntStream.range(start, start + n)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> keys[i]))
        .mapToInt(i -> i)
        .toArray();
  }
}
