package org.sluice.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhiloxTest {

  /** The answers published with Random123: counter words, key words, output words. */
  @ParameterizedTest
  @CsvSource({
    "0000000000000000, 0000000000000000, 0000000000000000, e169c58d6627e8d5, 9b00dbd8bc57ac4c",
    "ffffffffffffffff, ffffffffffffffff, ffffffffffffffff, 41c83b0e408f276d, 6d5451fda20bc7c6",
    "85a308d3243f6a88, 0370734413198a2e, 299f31d0a4093822, 94fdccebd16cfe09, 24126ea15001e420"
  })
  void knownAnswers(String block, String stream, String seed, String first, String second) {
    assertThat(half(seed, stream, block, false)).isEqualTo(first);
    assertThat(half(seed, stream, block, true)).isEqualTo(second);
  }

  private static String half(String seed, String stream, String block, boolean second) {
    return "%016x"
        .formatted(
            Philox.half(
                Long.parseUnsignedLong(seed, 16),
                Long.parseUnsignedLong(stream, 16),
                Long.parseUnsignedLong(block, 16),
                second));
  }

  @Test
  void bitsAreThoseOfAnotherImplementation() {
    long seed = 0x0123456789ABCDEFL;
    long stream = 0x7EDCBA9876543210L;
    // The other implementation's seed is the key and then the counter, low words first, and the
    // first word comes from the counter after that one.
    long before = 0xFFFFFFF0L;
    int[] state = {
      (int) seed,
      (int) (seed >>> 32),
      (int) before,
      (int) (before >>> 32),
      (int) stream,
      (int) (stream >>> 32)
    };
    UniformRandomProvider other = RandomSource.PHILOX_4X32.create(state);
    for (long index = 2 * (before + 1); index < 2 * before + 200; index++) {
      long low = other.nextInt() & 0xFFFFFFFFL;
      long high = (long) other.nextInt() << 32;
      assertThat(Philox.bits(seed, stream, index)).isEqualTo(high | low);
    }
  }

  @Test
  void uniformsAreTheMiddlesOfEvenCells() {
    for (long index = 0; index < 1000; index++) {
      double uniform = Philox.uniform(3, 4, index);
      long cell = Philox.bits(3, 4, index) >>> 12;
      assertThat(uniform).isBetween(0x1p-53, 1 - 0x1p-53).isEqualTo(Math.scalb(cell + 0.5, -52));
    }
  }

  @Test
  void momentsOfNormals() {
    int n = 200_000;
    double[] moments = new double[5];
    for (int e = 0; e < n; e++) {
      double z = Philox.normal(42, 7, e);
      double power = 1;
      for (int k = 0; k < 5; k++) {
        moments[k] += power / n;
        power *= z;
      }
    }
    // Five standard errors of each sample moment.
    assertThat(moments[1]).isCloseTo(0, within(5 * Math.sqrt(1.0 / n)));
    assertThat(moments[2]).isCloseTo(1, within(5 * Math.sqrt(2.0 / n)));
    assertThat(moments[3]).isCloseTo(0, within(5 * Math.sqrt(15.0 / n)));
    assertThat(moments[4]).isCloseTo(3, within(5 * Math.sqrt(96.0 / n)));
  }

  @Test
  void seedsStreamsAndNeighboursAreUncorrelated() {
    int n = 100_000;
    double seeds = 0;
    double streams = 0;
    double neighbours = 0;
    for (int e = 0; e < n; e++) {
      double z = Philox.normal(1, 1, e);
      seeds += z * Philox.normal(2, 1, e) / n;
      streams += z * Philox.normal(1, 2, e) / n;
      neighbours += z * Philox.normal(1, 1, e + 1) / n;
    }
    double bound = 5 / Math.sqrt(n);
    assertThat(seeds).isBetween(-bound, bound);
    assertThat(streams).isBetween(-bound, bound);
    assertThat(neighbours).isBetween(-bound, bound);
  }
}
