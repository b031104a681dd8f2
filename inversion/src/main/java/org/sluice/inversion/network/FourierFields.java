package org.sluice.inversion.network;

import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/**
 * Memory for the fields of some examples, where the backend computes, and views of it.
 *
 * <p>Fields are point-major: a field of c channels is n × (b·c) to the transforms and (n·b) × c to
 * the pointwise products, without moving a number.
 */
final class FourierFields {

  private final Backend backend;
  private final ElementType type;
  private final int points;
  private final int capacity;
  private final Matrix identity;
  private int examples;

  /**
   * Fields on a grid of {@code points} for up to {@code capacity} examples.
   *
   * @param points n
   */
  FourierFields(Backend backend, ElementType type, int points, int capacity) {
    this.backend = backend;
    this.type = type;
    this.points = points;
    this.capacity = capacity;
    examples = capacity;
    Matrix host = Matrix.of(new double[capacity * capacity], capacity, capacity);
    for (int b = 0; b < capacity; b++) {
      host.set(b, b, 1);
    }
    identity = backend.allocate(type, capacity, capacity);
    backend.copy(host, identity);
  }

  /** Sets b, the number of examples that views are for. */
  void use(int count) {
    examples = count;
  }

  /** b. */
  int examples() {
    return examples;
  }

  /** Memory for so many numbers of each example. */
  Matrix allocate(long numbers) {
    return backend.allocate(type, 1, numbers * capacity);
  }

  /** Memory for a field. */
  Matrix allocateField(int channels) {
    return allocate((long) points * channels);
  }

  /** A field of c channels as (n·b) × c. */
  Matrix tall(Matrix memory, int channels) {
    return memory.part(0, (long) points * examples, channels);
  }

  /** A field of c channels as n × (b·c). */
  Matrix wide(Matrix memory, int channels) {
    return rows(memory, points, channels);
  }

  /** So many rows of c channels of each example as rows × (b·c). */
  Matrix rows(Matrix memory, long rows, int channels) {
    return memory.part(0, rows, (long) examples * channels);
  }

  /** To ← the transpose of a matrix with one row or one column for each example. */
  void turn(Matrix from, Matrix to) {
    // A product by the identity is exact.
    Matrix one = new Matrix(identity.segment(), type, examples, examples, capacity);
    if (from.rows() == examples) {
      backend.multiply(1, from, true, one, false, 0, to);
    } else {
      backend.multiply(1, one, false, from, true, 0, to);
    }
  }
}
