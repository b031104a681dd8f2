package org.sluice.inversion.network;

import org.sluice.kernels.Backend;
import org.sluice.kernels.Matrix;

/**
 * The means of a layer for one batch of b examples on its way forward and back.
 *
 * @param backend the backend that has the matrices and runs the operations
 * @param kept 1 × (b · {@link Layer#kept}), the same memory forward and back
 * @param scratch 1 × (b · {@link Layer#scratch}), which layers share
 * @param ones 1 × at least (b · {@link Layer#ones}), filled with ones
 */
public record Pass(Backend backend, Matrix kept, Matrix scratch, Matrix ones) {

  /** Memory of one kind is cut at multiples of so many elements of each example: a cache line. */
  static final long ALIGNMENT = 16;

  /** A column of ones. */
  public Matrix ones(long rows) {
    return ones.part(0, rows, 1);
  }

  /** The least multiple of the alignment that is not below a count of numbers. */
  public static long aligned(long numbers) {
    return Math.ceilDiv(numbers, ALIGNMENT) * ALIGNMENT;
  }
}
