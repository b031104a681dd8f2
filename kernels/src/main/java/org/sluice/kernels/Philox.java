package org.sluice.kernels;

/**
 * Counter-based random numbers: Philox-4×32-10 (Salmon, Moraes, Dror and Shaw, "Parallel random
 * numbers: as easy as 1, 2, 3", SC 2011).
 *
 * <p>The key is the 64-bit seed. The 128-bit counter is (block, stream): low 64 bits the block
 * number, high 64 bits the stream. Block b yields four 32-bit words and from them the elements 2b
 * and 2b+1 of the stream, so an element depends on (seed, stream, index) alone. Any part of a
 * stream can be made in any order and on any backend.
 *
 * <p>Words (w₀, w₁) give element 2b, (w₂, w₃) element 2b+1: the uniform is (⌊(w₁·2³² + w₀)/2¹²⌋ +
 * ½)·2⁻⁵², strictly inside (0, 1), and the normal is the standard normal quantile of that uniform
 * ({@link NormalQuantile}), by arithmetic that is the same to the bit everywhere.
 */
public final class Philox {

  private static final int MULTIPLIER_0 = 0xD2511F53;
  private static final int MULTIPLIER_1 = 0xCD9E8D57;
  private static final int WEYL_0 = 0x9E3779B9;
  private static final int WEYL_1 = 0xBB67AE85;
  private static final double TWO_TO_MINUS_52 = 0x1p-52;

  private Philox() {}

  /** The 64 bits from which element {@code index} of a stream is made. */
  public static long bits(long seed, long stream, long index) {
    return half(seed, stream, index >>> 1, (index & 1) == 1);
  }

  /** Words w₀ and w₁ of a block, or w₂ and w₃, the first of them in the low half. */
  static long half(long seed, long stream, long block, boolean second) {
    int c0 = (int) block;
    int c1 = (int) (block >>> 32);
    int c2 = (int) stream;
    int c3 = (int) (stream >>> 32);
    int k0 = (int) seed;
    int k1 = (int) (seed >>> 32);
    for (int round = 0; round < 10; round++) {
      long product0 = (MULTIPLIER_0 & 0xFFFFFFFFL) * (c0 & 0xFFFFFFFFL);
      long product1 = (MULTIPLIER_1 & 0xFFFFFFFFL) * (c2 & 0xFFFFFFFFL);
      int next0 = (int) (product1 >>> 32) ^ c1 ^ k0;
      int next2 = (int) (product0 >>> 32) ^ c3 ^ k1;
      c1 = (int) product1;
      c3 = (int) product0;
      c0 = next0;
      c2 = next2;
      k0 += WEYL_0;
      k1 += WEYL_1;
    }
    return second ? (long) c3 << 32 | c2 & 0xFFFFFFFFL : (long) c1 << 32 | c0 & 0xFFFFFFFFL;
  }

  /** Element {@code index} of a stream as a uniform in (0, 1). */
  public static double uniform(long seed, long stream, long index) {
    return ((bits(seed, stream, index) >>> 12) + 0.5) * TWO_TO_MINUS_52;
  }

  /** Element {@code index} of a stream as a standard normal. */
  public static double normal(long seed, long stream, long index) {
    return NormalQuantile.of(uniform(seed, stream, index));
  }
}
