package org.sluice.inversion.population.step;

import java.lang.foreign.Arena;
import org.sluice.inversion.random.RandomStream;
import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Philox;

/**
 * The data in the backend's memory: all of them, once, or a batch for each step. Steps take
 * successive batches of a shuffled order, so that a batch has no datum twice and all data count
 * alike. At the end of the order the data are shuffled again.
 */
final class Observations {

  private static final long NONE = -1;

  private final Matrix all;
  private final Backend backend;
  private final Matrix onBackend;
  private final Matrix batch;
  private final int[] order;
  private long epoch = NONE;
  private int first;

  /**
   * Allocates the matrices and copies the data.
   *
   * @param all N × d
   * @param rows of a batch, at most N; N for all data
   */
  Observations(Matrix all, long rows, ElementType type, Backend backend, Arena arena) {
    this.all = all;
    this.backend = backend;
    boolean whole = rows == all.rows();
    onBackend = backend.allocate(type, rows, all.columns());
    batch = whole ? null : Matrix.allocate(arena, ElementType.F64, rows, all.columns());
    order = whole ? null : new int[Math.toIntExact(all.rows())];
    if (whole) {
      backend.copy(all, onBackend);
    }
  }

  /** The matrix that the loss reads. */
  Matrix matrix() {
    return onBackend;
  }

  /** Returns the number of the datum in a row of {@link #matrix}. */
  int datum(int row) {
    return batch == null ? row : order[first + row];
  }

  /** Takes a step's batch, where batches are used. */
  void draw(long seed, long step) {
    if (batch == null) {
      return;
    }
    long batches = order.length / batch.rows();
    if (step / batches != epoch) {
      epoch = step / batches;
      shuffle(seed, RandomStream.DATA_BATCH.of(epoch));
    }
    first = Math.toIntExact(step % batches * batch.rows());
    double[] row = new double[Math.toIntExact(all.columns())];
    for (int n = 0; n < batch.rows(); n++) {
      all.readRow(order[first + n], row);
      batch.writeRow(n, row);
    }
    backend.copy(batch, onBackend);
  }

  /** Starts from the order 0 … N − 1 each time, so that the result depends on the epoch alone. */
  private void shuffle(long seed, long stream) {
    for (int n = 0; n < order.length; n++) {
      order[n] = n;
    }
    for (int n = order.length - 1; n > 0; n--) {
      // The product may round up to n + 1 itself.
      int other = (int) Math.min((long) (Philox.uniform(seed, stream, n) * (n + 1L)), n);
      int swapped = order[n];
      order[n] = order[other];
      order[other] = swapped;
    }
  }

  /** Bytes of all buffers. */
  long bytes() {
    long entries = onBackend.rows() * onBackend.columns();
    long staging =
        batch == null ? 0 : entries * ElementType.F64.bytes() + (long) Integer.BYTES * order.length;
    return entries * onBackend.type().bytes() + staging;
  }
}
