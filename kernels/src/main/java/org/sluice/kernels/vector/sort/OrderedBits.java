package org.sluice.kernels.vector.sort;

/**
 * Bits of a key whose unsigned order is the numeric order, with −0 equal to +0 and every NaN last.
 */
final class OrderedBits {

  /** Bits of an F32 key. */
  static final int BITS_F32 = Float.SIZE;

  /** Bits of an F64 key. */
  static final int BITS_F64 = Double.SIZE;

  private OrderedBits() {}

  static long of(float key) {
    // Adding zero turns −0 into +0.
    int bits = Float.floatToIntBits(key + 0.0f);
    return (bits ^ bits >> 31 & 0x7FFFFFFF ^ 0x80000000) & 0xFFFFFFFFL;
  }

  /** The key's signed order in the upper half, the index in the lower one: an exact key. */
  static long withIndex(float key, int index, int indexBits) {
    int bits = Float.floatToRawIntBits(key + 0.0f);
    return (long) (bits >> 31 >>> 1 ^ bits) << 32 | index;
  }

  /** The key's signed order, the index in place of its lowest bits: nearly exact. */
  static long withIndex(double key, int index, int indexBits) {
    long bits = Double.doubleToRawLongBits(key + 0.0);
    return (bits >> 63 >>> 1 ^ bits) & -1L << indexBits | index;
  }

  static long of(double key) {
    long bits = Double.doubleToLongBits(key + 0.0);
    return bits ^ bits >> 63 & Long.MAX_VALUE ^ Long.MIN_VALUE;
  }
}
