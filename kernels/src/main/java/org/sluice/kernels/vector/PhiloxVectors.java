package org.sluice.kernels.vector;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.sluice.kernels.Philox;

/**
 * Philox-4×32-10 with one block per 64-bit lane: the same numbers as {@link Philox}, to the bit.
 * Pays from some ten numbers on.
 */
final class PhiloxVectors {

  /** Elements that a caller's buffer should hold. */
  static final int PIECE = 512;

  private static final VectorSpecies<Long> LONGS = Lanes.LONG;
  private static final VectorSpecies<Double> DOUBLES = Lanes.F64;
  private static final int LENGTH = LONGS.length();
  private static final LongVector LOW = LongVector.broadcast(LONGS, 0xFFFFFFFFL);
  private static final LongVector LANE = LongVector.zero(LONGS).addIndex(1);
  private static final LongVector MULTIPLIER_0 = LongVector.broadcast(LONGS, 0xD2511F53L);
  private static final LongVector MULTIPLIER_1 = LongVector.broadcast(LONGS, 0xCD9E8D57L);
  private static final VectorShuffle<Double> ZIP_LOW = VectorShuffle.makeZip(DOUBLES, 0);
  private static final VectorShuffle<Double> ZIP_HIGH = VectorShuffle.makeZip(DOUBLES, 1);
  // Or-ing an integer below 2⁵² into the bits of 2⁵² and subtracting 2⁵² converts it exactly.
  private static final long TWO_TO_52_BITS = 0x4330000000000000L;

  private PhiloxVectors() {}

  /** Elements {@code first} … {@code first + count - 1} of a stream, as normals or uniforms. */
  static void fill(
      boolean normal, long seed, long stream, long first, MemorySegment out, long count) {
    long e = 0;
    if ((first & 1) == 1 && count > 0) {
      out.setAtIndex(JAVA_DOUBLE, e++, one(normal, seed, stream, first));
    }
    for (; e + 2 * LENGTH <= count; e += 2 * LENGTH) {
      block(normal, seed, stream, first + e >>> 1, out, e * Double.BYTES);
    }
    for (; e < count; e++) {
      out.setAtIndex(JAVA_DOUBLE, e, one(normal, seed, stream, first + e));
    }
  }

  private static double one(boolean normal, long seed, long stream, long index) {
    return normal ? Philox.normal(seed, stream, index) : Philox.uniform(seed, stream, index);
  }

  private static void block(
      boolean normal, long seed, long stream, long firstBlock, MemorySegment out, long offset) {
    LongVector block = LANE.add(firstBlock);
    LongVector c0 = block.and(LOW);
    LongVector c1 = block.lanewise(VectorOperators.LSHR, 32);
    LongVector c2 = LongVector.broadcast(LONGS, stream & 0xFFFFFFFFL);
    LongVector c3 = LongVector.broadcast(LONGS, stream >>> 32);
    int k0 = (int) seed;
    int k1 = (int) (seed >>> 32);
    for (int round = 0; round < 10; round++) {
      LongVector product0 = c0.mul(MULTIPLIER_0);
      LongVector product1 = c2.mul(MULTIPLIER_1);
      LongVector high1 = product1.lanewise(VectorOperators.LSHR, 32);
      LongVector high0 = product0.lanewise(VectorOperators.LSHR, 32);
      c0 = high1.lanewise(VectorOperators.XOR, c1).lanewise(VectorOperators.XOR, word(k0));
      c2 = high0.lanewise(VectorOperators.XOR, c3).lanewise(VectorOperators.XOR, word(k1));
      c1 = product1.and(LOW);
      c3 = product0.and(LOW);
      k0 += 0x9E3779B9;
      k1 += 0xBB67AE85;
    }
    DoubleVector even = uniform(c1, c0);
    DoubleVector odd = uniform(c3, c2);
    if (normal) {
      even = NormalQuantileVectors.of(even);
      odd = NormalQuantileVectors.of(odd);
    }
    even.rearrange(ZIP_LOW, odd).intoMemorySegment(out, offset, Lanes.ORDER);
    even.rearrange(ZIP_HIGH, odd)
        .intoMemorySegment(out, offset + DOUBLES.vectorByteSize(), Lanes.ORDER);
  }

  private static long word(int key) {
    return key & 0xFFFFFFFFL;
  }

  private static DoubleVector uniform(LongVector high, LongVector low) {
    return high.lanewise(VectorOperators.LSHL, 20)
        .or(low.lanewise(VectorOperators.LSHR, 12))
        .or(TWO_TO_52_BITS)
        .reinterpretAsDoubles()
        .sub(0x1p52)
        .add(0.5)
        .mul(0x1p-52);
  }
}
