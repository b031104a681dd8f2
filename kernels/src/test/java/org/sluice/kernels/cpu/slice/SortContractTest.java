package org.sluice.kernels.cpu.slice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.kernels.ElementType;

/** Numeric order, −0 = +0, NaN last, ties by index: exactly the result of a stable library sort. */
class SortContractTest {

  // Runs at forced vector widths take smaller sizes: larger ones add no case that depends on the
  // width.
  private static final int ALL_SIZES = Integer.getInteger("sluice.test.sizes", 1024);
  private static final int[] SIZES = {
    1, 2, 3, 15, 47, 48, 49, 64, 100, 255, 256, 257, 777, 1024, 2000, 5000
  };
  private static final Set<Distribution> AT_EVERY_SIZE =
      EnumSet.of(Distribution.NORMAL, Distribution.WITH_NAN, Distribution.SIGNED_ZEROS);

  @ParameterizedTest
  @EnumSource
  void everySizeIsSortedLikeTheLibraryDoes(ElementType type) {
    // One matcher for all: scratch of another size must not affect the result.
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

  @ParameterizedTest
  @EnumSource
  void columnsOfEverySizeAreSortedTogetherLikeAlone(ElementType type) {
    List<SliceMatcher> matchers = SliceKernel.matchers(type, ALL_SIZES);
    Distribution[] distributions = Distribution.values();
    for (int n = 1; n < ALL_SIZES; n += 1 + n / 64) {
      double[] keys = new double[SliceKernel.COLUMNS * n];
      for (int c = 0; c < SliceKernel.COLUMNS; c++) {
        // Whole panels of normal keys, and some where one hostile column lies among others.
        Distribution distribution =
            c < 16 || c % 3 > 0
                ? Distribution.NORMAL
                : distributions[(c + n) % distributions.length];
        System.arraycopy(distribution.draw(n, c + n, type), 0, keys, c * n, n);
      }
      check(matchers, Distribution.NORMAL, keys, n);
    }
  }

  @ParameterizedTest
  @EnumSource
  void wholePanelsOfEveryDistributionAreSortedLikeAlone(ElementType type) {
    // One matcher for all: its state after one distribution must not affect the next.
    List<SliceMatcher> matchers = SliceKernel.matchers(type, 1000);
    for (int n : new int[] {3, 17, 100, 500, 1000}) {
      for (Distribution distribution : Distribution.values()) {
        double[] keys = new double[SliceKernel.COLUMNS * n];
        for (int c = 0; c < SliceKernel.COLUMNS; c++) {
          System.arraycopy(distribution.draw(n, c + n, type), 0, keys, c * n, n);
        }
        check(matchers, distribution, keys, n);
      }
    }
  }

  static void check(List<SliceMatcher> matchers, Distribution distribution, double[] keys) {
    check(matchers, distribution, keys, keys.length);
  }

  static void check(List<SliceMatcher> matchers, Distribution distribution, double[] keys, int n) {
    int[] expected = new int[keys.length];
    double[] inOrder = new double[keys.length];
    for (int start = 0; start < keys.length; start += n) {
      int from = start;
      int[] order =
          IntStream.range(0, n)
              .boxed()
              .sorted((i, j) -> compare(keys[from + i], keys[from + j]))
              .mapToInt(Integer::intValue)
              .toArray();
      for (int j = 0; j < n; j++) {
        expected[from + j] = order[j];
        inOrder[from + j] = keys[from + order[j]];
      }
    }
    double[] withoutSign = Arrays.stream(inOrder).map(key -> key + 0.0).toArray();
    int[] permutation = new int[keys.length];
    for (SliceMatcher matcher : matchers) {
      String kernel = matcher.getClass().getSimpleName();
      double[] sorted = SliceKernel.argsort(matcher, keys, n, permutation);
      if (!Arrays.equals(permutation, expected)) {
        assertThat(permutation).as("%s, %s, %d keys", kernel, distribution, n).isEqualTo(expected);
      }
      sameBits(sorted, inOrder, kernel, distribution);
      // Without indices, −0 and +0 are equal keys in no particular order; adding zero makes both
      // +0.
      double[] keysOnly =
          Arrays.stream(SliceKernel.sort(matcher, keys, n)).map(key -> key + 0.0).toArray();
      sameBits(keysOnly, withoutSign, kernel, distribution);
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
    // Arrays.equals distinguishes −0 from +0 and takes NaN as equal to itself.
    if (!Arrays.equals(actual, expected)) {
      assertThat(actual)
          .as("%s, %s, %d keys", kernel, distribution, expected.length)
          .isEqualTo(expected);
    }
  }
}
