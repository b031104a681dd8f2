package org.sluice.kernels.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.EnumSet;
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

  @ParameterizedTest
  @EnumSource(names = {"VECTOR_F32", "VECTOR_F64"})
  void moreKeysThanARunHolds(SliceKernel kernel) {
    int n = (1 << 21) + 5;
    double[] keys = Distribution.PAIRS_OF_TIES.draw(n, 9, kernel.type());
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
        throw new AssertionError("out of order at " + j);
      }
    }
    assertThat(seen.cardinality()).isEqualTo(n);
  }
}
