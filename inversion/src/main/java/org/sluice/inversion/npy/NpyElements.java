package org.sluice.inversion.npy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/** Reads and writes the elements that follow an {@link NpyHeader}. */
public final class NpyElements {

  private static final int BUFFER_BYTES = 1 << 20;

  private NpyElements() {}

  /**
   * Reads all elements into a matrix of the header's shape; the matrix may have either type.
   *
   * @throws NpyFormatException if the channel ends before the last element, or if an element is a
   *     whole number of more digits than a double has
   */
  public static void read(ReadableByteChannel channel, NpyHeader header, Matrix matrix)
      throws IOException {
    long fast = header.fortranOrder() ? header.rows() : header.columns();
    long count = header.rows() * header.columns();
    int size = header.type().bytes();
    ByteBuffer buffer = ByteBuffer.allocateDirect((int) Math.min(count * size, BUFFER_BYTES));
    MemorySegment elements = MemorySegment.ofBuffer(buffer.duplicate());
    long slowIndex = 0;
    long fastIndex = 0;
    for (long done = 0; done < count; ) {
      int chunk = (int) Math.min(count - done, BUFFER_BYTES / size);
      buffer.clear().limit(chunk * size);
      if (!fill(channel, buffer)) {
        throw new NpyFormatException("the file became shorter while it was read");
      }
      for (int k = 0; k < chunk; k++) {
        long row = header.fortranOrder() ? fastIndex : slowIndex;
        long column = header.fortranOrder() ? slowIndex : fastIndex;
        matrix.set(row, column, element(header.type(), elements, (long) k * size, row, column));
        if (++fastIndex == fast) {
          fastIndex = 0;
          slowIndex++;
        }
      }
      done += chunk;
    }
  }

  private static double element(
      NpyType type, MemorySegment elements, long offset, long row, long column)
      throws NpyFormatException {
    try {
      return type.get(elements, offset);
    } catch (ArithmeticException e) {
      throw new NpyFormatException(
          "the element in row %d, column %d is %s, which float64 cannot hold exactly; subtract an offset before saving"
              .formatted(row + 1, column + 1, e.getMessage()));
    }
  }

  /** Writes all elements in C order, in the matrix's type. */
  public static void write(WritableByteChannel channel, Matrix matrix) throws IOException {
    int size = (int) matrix.type().bytes();
    long bytes = Math.max(size, matrix.rows() * matrix.columns() * size);
    ByteBuffer buffer =
        ByteBuffer.allocateDirect((int) Math.min(bytes, BUFFER_BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (long i = 0; i < matrix.rows(); i++) {
      for (long j = 0; j < matrix.columns(); j++) {
        if (buffer.remaining() < size) {
          drain(channel, buffer);
        }
        if (matrix.type() == ElementType.F32) {
          buffer.putFloat((float) matrix.get(i, j));
        } else {
          buffer.putDouble(matrix.get(i, j));
        }
      }
    }
    drain(channel, buffer);
  }

  private static void drain(WritableByteChannel channel, ByteBuffer buffer) throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    buffer.clear();
  }

  /** Fills the buffer to its limit; returns false if the channel ends first. */
  static boolean fill(ReadableByteChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        return false;
      }
    }
    return true;
  }
}
