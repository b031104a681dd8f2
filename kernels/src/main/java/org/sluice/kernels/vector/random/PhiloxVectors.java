package org.sluice.kernels.vector.random;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.sluice.kernels.Philox;
import org.sluice.kernels.vector.lane.Lanes;
import org.sluice.kernels.vector.lane.PowerOfTwo;

/**
 * Philox-4×32-10 with one block per 64-bit lane: the same numbers as {@link Philox}, to the bit.
 * Pays from some ten numbers on.
 *
 * <p>A piece passes through several short loops instead of a long one: in a method with too many
 * nodes the compiler stops inlining, and a vector that crosses a call is boxed.
 */
public final class PhiloxVectors {

  /** Numbers that are made at once; they fit in the first-level cache. */
  public static final int PIECE = 512;

  private static final VectorSpecies<Long> LONGS = Lanes.LONG;
  private static final VectorSpecies<Double> DOUBLES = Lanes.F64;
  private static final int LENGTH = LONGS.length();
  private static final long VECTOR = LONGS.vectorByteSize();
  // Two vectors of blocks, since each round waits for the multiplications of the one before.
  private static final int TOGETHER = 4 * LENGTH;
  private static final LongVector LOW = LongVector.broadcast(LONGS, 0xFFFFFFFFL);
  private static final LongVector LANE = LongVector.zero(LONGS).addIndex(1);
  private static final LongVector MULTIPLIER_0 = LongVector.broadcast(LONGS, 0xD2511F53L);
  private static final LongVector MULTIPLIER_1 = LongVector.broadcast(LONGS, 0xCD9E8D57L);
  private static final VectorShuffle<Double> LOW_HALF =
      VectorShuffle.fromOp(DOUBLES, lane -> lane / 2);
  private static final VectorShuffle<Double> HIGH_HALF =
      VectorShuffle.fromOp(DOUBLES, lane -> (LENGTH + lane) / 2);
  private static final VectorMask<Double> ODD =
      VectorMask.fromLong(DOUBLES, 0xAAAAAAAAAAAAAAAAL & (1L << LENGTH) - 1);
  // Or-ing an integer below 2⁵² into the bits of 2⁵² and subtracting 2⁵² converts it exactly.
  private static final long TWO_TO_52_BITS = 0x4330000000000000L;

  private PhiloxVectors() {}

  /** Bytes that a buffer of {@link #fill} must have. */
  public static long bufferBytes() {
    return (PIECE + TOGETHER) * (long) Double.BYTES;
  }

  /**
   * Makes elements {@code first} … {@code first + count - 1} of a stream, at most {@value #PIECE},
   * as normals or uniforms.
   *
   * @param out {@link #bufferBytes} bytes, of which any may be overwritten
   * @param scratch as many, likewise
   * @return the index in {@code out} of the first of them: 0 or 1
   */
  public static int fill(
      boolean normal,
      long seed,
      long stream,
      long first,
      int count,
      MemorySegment out,
      MemorySegment scratch) {
    int odd = (int) (first & 1);
    int end = (odd + count + TOGETHER - 1) / TOGETHER * TOGETHER;
    for (int e = 0; e < end; e += TOGETHER) {
      words(seed, stream, (first >>> 1) + e / 2, out, (long) e * Double.BYTES);
    }
    uniforms(out, end);
    if (normal) {
      NormalQuantileVectors.apply(out, end, scratch);
    }
    return odd;
  }

  /**
   * The upper bits behind the even elements of a vector of blocks, then those of the odd; twice.
   * They are read as doubles from memory: see {@link PowerOfTwo}.
   */
  private static void words(
      long seed, long stream, long firstBlock, MemorySegment out, long offset) {
    LongVector block = LANE.add(firstBlock);
    LongVector a0 = block.and(LOW);
    LongVector a1 = block.lanewise(VectorOperators.LSHR, 32);
    LongVector a2 = LongVector.broadcast(LONGS, stream & 0xFFFFFFFFL);
    LongVector a3 = LongVector.broadcast(LONGS, stream >>> 32);
    LongVector next = block.add(LENGTH);
    LongVector b0 = next.and(LOW);
    LongVector b1 = next.lanewise(VectorOperators.LSHR, 32);
    LongVector b2 = a2;
    LongVector b3 = a3;
    int k0 = (int) seed;
    int k1 = (int) (seed >>> 32);
    for (int round = 0; round < 10; round++) {
      LongVector key0 = LongVector.broadcast(LONGS, k0 & 0xFFFFFFFFL);
      LongVector key1 = LongVector.broadcast(LONGS, k1 & 0xFFFFFFFFL);
      LongVector productA0 = a0.mul(MULTIPLIER_0);
      LongVector productA1 = a2.mul(MULTIPLIER_1);
      LongVector productB0 = b0.mul(MULTIPLIER_0);
      LongVector productB1 = b2.mul(MULTIPLIER_1);
      a0 = high(productA1, a1, key0);
      a2 = high(productA0, a3, key1);
      b0 = high(productB1, b1, key0);
      b2 = high(productB0, b3, key1);
      a1 = productA1.and(LOW);
      a3 = productA0.and(LOW);
      b1 = productB1.and(LOW);
      b3 = productB0.and(LOW);
      k0 += 0x9E3779B9;
      k1 += 0xBB67AE85;
    }
    both(a1, a0).intoMemorySegment(out, offset, Lanes.ORDER);
    both(a3, a2).intoMemorySegment(out, offset + VECTOR, Lanes.ORDER);
    both(b1, b0).intoMemorySegment(out, offset + 2 * VECTOR, Lanes.ORDER);
    both(b3, b2).intoMemorySegment(out, offset + 3 * VECTOR, Lanes.ORDER);
  }

  private static LongVector high(LongVector product, LongVector word, LongVector key) {
    return product
        .lanewise(VectorOperators.LSHR, 32)
        .lanewise(VectorOperators.XOR, word.lanewise(VectorOperators.XOR, key));
  }

  /** The upper 52 bits as those of a double from 2⁵² on. */
  private static LongVector both(LongVector high, LongVector low) {
    return high.lanewise(VectorOperators.LSHL, 32)
        .or(low)
        .lanewise(VectorOperators.LSHR, 12)
        .or(TWO_TO_52_BITS);
  }

  /** Turns those doubles into uniforms, and interleaves vectors of even and of odd elements. */
  private static void uniforms(MemorySegment out, int count) {
    long end = (long) count * Double.BYTES;
    for (long offset = 0; offset < end; offset += 2 * VECTOR) {
      DoubleVector even = uniform(out, offset);
      DoubleVector odd = uniform(out, offset + VECTOR);
      even.rearrange(LOW_HALF)
          .blend(odd.rearrange(LOW_HALF), ODD)
          .intoMemorySegment(out, offset, Lanes.ORDER);
      even.rearrange(HIGH_HALF)
          .blend(odd.rearrange(HIGH_HALF), ODD)
          .intoMemorySegment(out, offset + VECTOR, Lanes.ORDER);
    }
  }

  private static DoubleVector uniform(MemorySegment out, long offset) {
    return DoubleVector.fromMemorySegment(DOUBLES, out, offset, Lanes.ORDER)
        .sub(0x1p52)
        .add(0.5)
        .mul(0x1p-52);
  }
}
