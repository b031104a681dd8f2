package org.sluice.cuda;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.sluice.kernels.Matrix;

/**
 * The arguments of one call on the device: device matrices as they are, host matrices as copies in
 * memory that is kept for the next call.
 */
final class Staging implements AutoCloseable {

  private final Device device;
  private final Transfers transfers;
  private final List<Scratch> places = new ArrayList<>();
  private final List<Output> outputs = new ArrayList<>();
  private int used;

  private record Output(Matrix onDevice, Matrix host) {}

  Staging(Device device, Transfers transfers) {
    this.device = device;
    this.transfers = transfers;
  }

  /** Begins a call. */
  void begin() {
    used = 0;
    outputs.clear();
  }

  /** A matrix to be read; null for null. */
  Matrix input(Matrix matrix) {
    if (matrix == null || matrix.onDevice()) {
      return matrix;
    }
    Matrix onDevice = place(matrix);
    transfers.copy(matrix, onDevice);
    return onDevice;
  }

  /** A matrix to be written; null for null. */
  Matrix output(Matrix matrix) {
    if (matrix == null || matrix.onDevice()) {
      return matrix;
    }
    Matrix onDevice = place(matrix);
    outputs.add(new Output(onDevice, matrix));
    return onDevice;
  }

  /** A matrix to be read and written. */
  Matrix both(Matrix matrix) {
    Matrix onDevice = output(matrix);
    if (onDevice != matrix) {
      transfers.copy(matrix, onDevice);
    }
    return onDevice;
  }

  private Matrix place(Matrix like) {
    if (used == places.size()) {
      places.add(new Scratch(device));
    }
    long bytes = like.rows() * like.columns() * like.type().bytes();
    MemorySegment segment = MemorySegment.ofAddress(places.get(used++).address(bytes));
    return Matrix.of(segment, like.type(), like.rows(), like.columns());
  }

  /** Ends a successful call: copies outputs back to the caller's host matrices. */
  void finish() {
    for (Output output : outputs) {
      transfers.copy(output.onDevice(), output.host());
    }
    outputs.clear();
  }

  @Override
  public void close() {
    places.forEach(Scratch::close);
  }
}
