package org.sluice.inversion;

import java.lang.foreign.Arena;
import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/** The data where the backend computes: all of them, once, or a new batch for each step. */
final class Observations {

  private final Matrix all;
  private final Backend backend;
  private final Matrix there;
  private final Matrix batch;
  private final Matrix picks;
  private final Matrix picksThere;

  /**
   * Allocates the matrices and copies the data.
   *
   * @param all N × d
   * @param batchRows rows of a batch, or 0 for all data
   */
  Observations(Matrix all, int batchRows, ElementType type, Backend backend, Arena arena) {
    this.all = all;
    this.backend = backend;
    boolean whole = batchRows == 0;
    there = backend.allocate(type, whole ? all.rows() : batchRows, all.columns());
    batch = whole ? null : Matrix.allocate(arena, ElementType.F64, batchRows, all.columns());
    picks = whole ? null : Matrix.allocate(arena, ElementType.F64, batchRows, 1);
    picksThere = whole ? null : backend.allocate(ElementType.F64, batchRows, 1);
    if (whole) {
      backend.copy(all, there);
    }
  }

  /** What the loss reads. */
  Matrix matrix() {
    return there;
  }

  /** Draws a step's batch with replacement, where batches are used. */
  void draw(long seed, long step) {
    if (batch == null) {
      return;
    }
    backend.uniforms(seed, RandomStream.DATA_BATCH.of(step), picksThere);
    backend.copy(picksThere, picks);
    for (long n = 0; n < batch.rows(); n++) {
      // The product may round up to the number of rows itself.
      long pick = Math.min((long) (picks.get(n, 0) * all.rows()), all.rows() - 1);
      for (long j = 0; j < all.columns(); j++) {
        batch.set(n, j, all.get(pick, j));
      }
    }
    backend.copy(batch, there);
  }

  /** Bytes of all buffers. */
  long bytes() {
    long entries = there.rows() * there.columns();
    long staging = batch == null ? 0 : (entries + 2 * there.rows()) * ElementType.F64.bytes();
    return entries * there.type().bytes() + staging;
  }
}
