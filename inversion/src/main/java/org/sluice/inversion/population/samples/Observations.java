package org.sluice.inversion.population.samples;

import java.lang.foreign.Arena;
import java.util.Arrays;
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
public final class Observations {

  private static final long NONE = -1;

  private final Matrix all;
  private final double[] centre;
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
   * @param centre subtracted from each datum, one entry per column
   * @param rows of a batch, at most N; N for all data
   */
  public Observations(
      Matrix all, double[] centre, long rows, ElementType type, Backend backend, Arena arena) {
    this.all = all;
    this.centre = centre;
    this.backend = backend;
    boolean whole = rows == all.rows();
    onBackend = backend.allocate(type, rows, all.columns());
    batch = whole ? null : Matrix.allocate(arena, ElementType.F64, rows, all.columns());
    order = whole ? null : new int[Math.toIntExact(all.rows())];
    if (whole) {
      double[] values = all.toDoubles();
      for (int e = 0; e < values.length; e++) {
        values[e] -= centre[e % centre.length];
      }
      backend.copy(Matrix.of(values, all.rows(), all.columns()), onBackend);
    }
  }

  /** The matrix that the loss reads. */
  public Matrix matrix() {
    return onBackend;
  }

  /** Returns the number of the datum in a row of {@link #matrix}. */
  public int datum(int row) {
    return batch == null ? row : order[first + row];
  }

  /** The numbers of the data in {@link #matrix}, row by row, or null if these are all data. */
  public int[] batch() {
    return batch == null
        ? null
        : Arrays.copyOfRange(order, first, first + Math.toIntExact(batch.rows()));
  }

  /** Reads any datum, relative to the centre. */
  public void read(int datum, double[] row) {
    all.readRow(datum, row);
    for (int j = 0; j < row.length; j++) {
      row[j] -= centre[j];
    }
  }

  /** The number of all data. */
  public int count() {
    return Math.toIntExact(all.rows());
  }

  /** Takes a step's batch, where batches are used. */
  public void draw(long seed, long step) {
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
      read(order[first + n], row);
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
  public long bytes() {
    long entries = onBackend.rows() * onBackend.columns();
    long staging =
        batch == null ? 0 : entries * ElementType.F64.bytes() + (long) Integer.BYTES * order.length;
    return entries * onBackend.type().bytes() + staging;
  }
}
