package org.sluice.kernels.cpu.slice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.kernels.ElementType;

class LargeSortTest {

  @ParameterizedTest
  @EnumSource
  void seventyThousandKeysAreSortedLikeTheLibraryDoes(ElementType type) {
    int n = 70_000;
    for (Distribution distribution :
        EnumSet.of(Distribution.NORMAL, Distribution.CAUCHY, Distribution.REVERSED)) {
      SortContractTest.check(
          SliceKernel.matchers(type, n), distribution, distribution.draw(n, 8, type));
    }
  }

  /**
   * The longest columns that sorting networks take, of floats and of doubles, and their padded
   * lengths.
   */
  @ParameterizedTest
  @EnumSource
  void panelsOfLongColumnsAreSortedLikeTheLibraryDoes(ElementType type) {
    for (int n : new int[] {8_192, 10_000, 16_384}) {
      List<SliceMatcher> matchers = SliceKernel.matchers(type, n);
      for (Distribution distribution :
          EnumSet.of(Distribution.NORMAL, Distribution.PAIRS_OF_TIES, Distribution.CAUCHY)) {
        double[] keys = new double[SliceKernel.COLUMNS * n];
        for (int c = 0; c < SliceKernel.COLUMNS; c++) {
          System.arraycopy(distribution.draw(n, c, type), 0, keys, c * n, n);
        }
        SortContractTest.check(matchers, distribution, keys, n);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"VECTOR_F32", "VECTOR_F64"})
  void keysThatOutgrowTheCache(SliceKernel kernel) {
    for (Distribution distribution :
        EnumSet.of(Distribution.NORMAL, Distribution.CAUCHY, Distribution.REVERSED)) {
      check(kernel, distribution, 600_011);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"VECTOR_F32", "VECTOR_F64"})
  void moreKeysThanARunHolds(SliceKernel kernel) {
    check(kernel, Distribution.PAIRS_OF_TIES, (1 << 21) + 5);
    check(kernel, Distribution.CAUCHY, (1 << 21) + 5);
  }

  private static void check(SliceKernel kernel, Distribution distribution, int n) {
    double[] keys = distribution.draw(n, 9, kernel.type());
    int[] permutation = new int[n];
    double[] sorted = SliceKernel.argsort(kernel.matcher(n), keys, n, permutation);
    BitSet seen = new BitSet(n);
    for (int j = 0; j < n; j++) {
      seen.set(permutation[j]);
      boolean follows =
          j == 0
              || sorted[j - 1] < sorted[j]
              || sorted[j - 1] == sorted[j] && permutation[j - 1] < permutation[j];
      if (!follows || sorted[j] != keys[permutation[j]]) {
        throw new AssertionError(distribution + " out of order at " + j);
      }
    }
    assertThat(seen.cardinality()).isEqualTo(n);
  }
}
