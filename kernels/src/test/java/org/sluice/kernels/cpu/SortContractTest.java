package org.sluice.kernels.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.kernels.ElementType;

/** Numeric order, −0 = +0, NaN last, ties by index: exactly what a stable library sort gives. */
class SortContractTest {

  // Runs at forced vector widths stop at fewer: what depends on the width repeats from there on.
  private static final int ALL_SIZES = Integer.getInteger("sluice.test.sizes", 1024);
  private static final int[] SIZES = {
    1, 2, 3, 15, 47, 48, 49, 64, 100, 255, 256, 257, 777, 1024, 2000, 5000
  };
  private static final Set<Distribution> AT_EVERY_SIZE =
      EnumSet.of(Distribution.NORMAL, Distribution.WITH_NAN, Distribution.SIGNED_ZEROS);

  @ParameterizedTest
  @EnumSource
  void everySizeIsSortedLikeTheLibraryDoes(ElementType type) {
    // One matcher for all: scratch left over from another size must not matter.
    List<SliceMatcher> matchers = SliceKernel.matchers(type, ALL_SIZES);
    for (Distribution distribution : AT_EVERY_SIZE) {
      for (int n = 0; n < ALL_SIZES; n++) {
        check(matchers, distribution, distribution.draw(n, n, type));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyDistributionIsSortedLikeTheLibraryDoes(ElementType type) {
    List<SliceMatcher> matchers = SliceKernel.matchers(type, 5000);
    for (Distribution distribution : Distribution.values()) {
      for (int n : SIZES) {
        check(matchers, distribution, distribution.draw(n, 7, type));
      }
    }
  }

  static void check(List<SliceMatcher> matchers, Distribution distribution, double[] keys) {
    int[] expected =
        IntStream.range(0, keys.length)
            .boxed()
            .sorted((i, j) -> compare(keys[i], keys[j]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] inOrder = Arrays.stream(expected).mapToDouble(i -> keys[i]).toArray();
    int[] permutation = new int[keys.length];
    for (SliceMatcher matcher : matchers) {
      String kernel = matcher.getClass().getSimpleName();
      double[] sorted = SliceKernel.argsort(matcher, keys, permutation);
      if (!Arrays.equals(permutation, expected)) {
        assertThat(permutation)
            .as("%s, %s, %d keys", kernel, distribution, keys.length)
            .isEqualTo(expected);
      }
      sameBits(sorted, inOrder, kernel, distribution);
      sameBits(SliceKernel.sort(matcher, keys), inOrder, kernel, distribution);
    }
  }

  private static int compare(double a, double b) {
    if (Double.isNaN(a) || Double.isNaN(b)) {
      return Boolean.compare(Double.isNaN(a), Double.isNaN(b));
    }
    return a < b ? -1 : a > b ? 1 : 0;
  }

  private static void sameBits(
      double[] actual, double[] expected, String kernel, Distribution distribution) {
    // Arrays.equals tells −0 from +0 and holds NaN equal to itself.
    if (!Arrays.equals(actual, expected)) {
      assertThat(actual)
          .as("%s, %s, %d keys", kernel, distribution, expected.length)
          .isEqualTo(expected);
    }
  }
}
