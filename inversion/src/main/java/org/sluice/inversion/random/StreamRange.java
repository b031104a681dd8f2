package org.sluice.inversion.random;

/**
 * Numbers of streams at equal distances: first, first + stride, …
 *
 * @param first the number of index 0, as an unsigned 64-bit integer
 * @param stride a power of two
 * @param count of numbers, at least 1; the last does not pass the largest 64-bit integer
 */
record StreamRange(long first, long stride, long count) {

  /** The number of an index from 0 to count − 1. */
  long number(long index) {
    return first + index * stride;
  }

  /** Whether a number is one of these. */
  boolean contains(long number) {
    long distance = number - first;
    return Long.compareUnsigned(distance, (count - 1) * stride) <= 0 && distance % stride == 0;
  }

  /** Whether two ranges share a number. */
  boolean meets(StreamRange other) {
    StreamRange fine = stride < other.stride ? this : other;
    StreamRange coarse = fine == this ? other : this;
    if ((coarse.first - fine.first) % fine.stride != 0) {
      return false;
    }
    long start = coarse.atLeast(fine.first);
    return Long.compareUnsigned(start, coarse.last()) <= 0
        && Long.compareUnsigned(start, fine.last()) <= 0;
  }

  /** The first of these numbers that reaches a bound, as if there were no last. */
  private long atLeast(long bound) {
    if (Long.compareUnsigned(first, bound) >= 0) {
      return first;
    }
    return first + Long.divideUnsigned(bound - first + stride - 1, stride) * stride;
  }

  private long last() {
    return number(count - 1);
  }
}
