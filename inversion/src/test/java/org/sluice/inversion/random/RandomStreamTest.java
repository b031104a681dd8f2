package org.sluice.inversion.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Philox;

class RandomStreamTest {

  @Test
  void noTwoPurposesShareANumber() {
    List<StreamRange> ranges = new ArrayList<>();
    List<RandomStream> owners = new ArrayList<>();
    for (RandomStream stream : RandomStream.values()) {
      if (stream != RandomStream.LATIN_HYPERCUBE) {
        for (StreamRange range : stream.ranges()) {
          ranges.add(range);
          owners.add(stream);
        }
      }
    }
    assertThat(ranges).hasSizeGreaterThanOrEqualTo(40);
    for (int i = 0; i < ranges.size(); i++) {
      for (int j = 0; j < i; j++) {
        // Batches go around the sensors' number; see below.
        if (owners.get(i) != RandomStream.SENSORS || owners.get(j) != RandomStream.DATA_BATCH) {
          assertThat(ranges.get(i).meets(ranges.get(j)))
              .as("%s and %s", owners.get(i), owners.get(j))
              .isFalse();
        }
      }
    }
  }

  @Test
  void batchesOfDataHaveNotTheSensorsNumber() {
    long number = RandomStream.SENSORS.number();
    assertThat(RandomStream.DATA_BATCH.of(number / 4 - 1)).isEqualTo(number - 4);
    assertThatThrownBy(() -> RandomStream.DATA_BATCH.of(number / 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("which is that of sensors");
    // Nor does an evaluation ask for it: (2⁶⁰ + k) / b is above for up to 196 batches, else below.
    long most = RandomStream.EVALUATION + (1L << 20);
    assertThat(RandomStream.EVALUATION / 196).isGreaterThan(number / 4);
    assertThat(most / 197).isLessThan(number / 4);
  }

  @Test
  void theDesignSharesNoNumberWithWhatElseIsDrawnByTheFixedSeed() {
    for (RandomStream stream :
        List.of(
            RandomStream.LEARNED_WEIGHTS,
            RandomStream.LEARNED_BIASES,
            RandomStream.FINGERPRINT,
            RandomStream.IDENTIFIABILITY)) {
      assertThat(stream.ranges().getFirst().meets(RandomStream.LATIN_HYPERCUBE.ranges().getFirst()))
          .isFalse();
    }
  }

  @Test
  void rangesMeetWhereTheirNumbersDo() {
    List<StreamRange> ranges = new ArrayList<>();
    for (long first : new long[] {0, 1, 2, 3, 5, 8, 14, 40, Long.MAX_VALUE - 6, -60, -8}) {
      for (long stride : new long[] {1, 2, 4}) {
        for (long count : new long[] {1, 2, 5}) {
          if (Long.compareUnsigned(first, first + stride * (count - 1)) <= 0) {
            ranges.add(new StreamRange(first, stride, count));
          }
        }
      }
    }
    for (StreamRange range : ranges) {
      for (StreamRange other : ranges) {
        Set<Long> shared = numbers(range);
        shared.retainAll(numbers(other));
        assertThat(range.meets(other)).as("%s and %s", range, other).isEqualTo(!shared.isEmpty());
        assertThat(other.contains(range.first())).isEqualTo(numbers(other).contains(range.first()));
      }
    }
  }

  private static Set<Long> numbers(StreamRange range) {
    Set<Long> numbers = new HashSet<>();
    for (long index = 0; index < range.count(); index++) {
      numbers.add(range.number(index));
    }
    return numbers;
  }

  /** They were given away before there was a register, and results keep their bits. */
  @Test
  void olderNumbersAreKept() {
    assertThat(RandomStream.POPULATION.of(7)).isEqualTo(28);
    assertThat(RandomStream.DATA_BATCH.of(7)).isEqualTo(31);
    assertThat(RandomStream.DATA_BATCH.of(RandomStream.EVALUATION / 3))
        .isEqualTo(3 | RandomStream.EVALUATION / 3 << 2);
    assertThat(RandomStream.DIRECTIONS.of(RandomStream.EVALUATION + 7)).isEqualTo((1L << 62) + 30);
    assertThat(RandomStream.KNOWN_NOISE.of(7)).isEqualTo((1L << 63) + 28);
    assertThat(RandomStream.KNOWN_NOISE_OFFSET.of(7)).isEqualTo((1L << 63) + 29);
    assertThat(RandomStream.DATA_BATCH.of(RandomStream.EVALUATION + 7)).isEqualTo((1L << 62) + 31);
    assertThat(RandomStream.SURROGATE_BATCH.of(7)).isEqualTo((3L << 62) + 29);
    assertThat(RandomStream.RESAMPLE.number()).isEqualTo(3L << 61);
    assertThat(RandomStream.COVERAGE.number()).isEqualTo((3L << 61) + 5);
    assertThat(RandomStream.SYSTEMS_AGAIN.number()).isEqualTo((5L << 61) + 4);
    assertThat(RandomStream.HELD_OUT_DIRECTIONS.number()).isEqualTo(9L << 60);
    assertThat(RandomStream.HOLD_OUT.number()).isEqualTo(11L << 60);
    assertThat(GroupSeed.of(5, 2)).isEqualTo(Philox.bits(5, 13L << 60, 2));
    assertThat(GroupSeed.of(5, 0)).isEqualTo(5);
    assertThat(RandomStream.FIGURE_DIRECTIONS.number()).isEqualTo(7L << 61);
    assertThat(RandomStream.LATIN_HYPERCUBE.of(7)).isEqualTo(7);
  }

  @Test
  void knownNoiseOfEvaluationsMeetsNoSurrogate() {
    for (long k = 0; k < 100; k++) {
      long step = RandomStream.EVALUATION + k;
      assertThat(RandomStream.KNOWN_NOISE.of(step))
          .isNotEqualTo(RandomStream.SURROGATE_WEIGHTS.of(k));
      assertThat(RandomStream.KNOWN_NOISE_OFFSET.of(step))
          .isNotEqualTo(RandomStream.SURROGATE_BATCH.of(k));
    }
  }

  @Test
  void aHashIsItsOwnNumberUnlessThatIsGivenAway() {
    assertThat(RandomStream.ofHash(0x123456789ABCDEFL)).isEqualTo(0x123456789ABCDEFL);
    for (RandomStream stream : RandomStream.values()) {
      for (StreamRange range : stream.ranges()) {
        // Of batches, those of an inversion's steps.
        long count = Math.min(range.count(), 1L << 40);
        for (long index : new long[] {0, count / 2, count - 1}) {
          long number = RandomStream.ofHash(range.number(index));
          for (RandomStream other : RandomStream.values()) {
            assertThat(other.ranges())
                .noneMatch(each -> each.count() < 1L << 60 && each.contains(number));
          }
        }
      }
    }
  }

  @Test
  void anIndexWithoutAStreamIsRefused() {
    assertThatThrownBy(() -> RandomStream.NOISE.of(1L << 40))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("NOISE has streams 0 to 1099511627775, not 1099511627776");
    assertThatThrownBy(() -> RandomStream.NOISE.of(RandomStream.EVALUATION + (1L << 20)))
        .hasMessage("NOISE has streams 0 to 1048575, not 1048576");
    assertThatThrownBy(() -> RandomStream.HOLD_OUT.of(1))
        .hasMessage("HOLD_OUT has streams 0 to 0, not 1");
    assertThatThrownBy(() -> RandomStream.NOISE.of(-1)).hasMessageContaining("not -1");
    assertThatThrownBy(RandomStream.NOISE::number).hasMessageContaining("say which");
  }

  @Test
  void normalsAreTheStreamsElementsRowByRow() {
    Matrix normals = StandardNormals.fill(3, 4, Matrix.of(new double[6], 2, 3));
    assertThat(normals.get(1, 2)).isEqualTo(Philox.normal(3, 4, 5));
    assertThat(normals.get(0, 1)).isEqualTo(Philox.normal(3, 4, 1));
  }
}
