package org.sluice.cli.file;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.sluice.cli.SluiceException;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/**
 * NumPy's {@code .npy} format, versions 1.0 to 3.0: little-endian float32 and float64 in C or
 * Fortran order, one- and two-dimensional.
 */
final class NpyFile {

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int LONGEST_HEADER = 1 << 16;
  private static final int ALIGNMENT = 64;
  private static final int BUFFER_BYTES = 1 << 20;
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfDouble DOUBLE =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private NpyFile() {}

  static Matrix read(Path file, Arena arena, ElementType type) {
    try (FileChannel channel = FileChannel.open(file)) {
      NpyHeader header = header(file, channel);
      long bytes = header.dataBytes();
      long present = channel.size() - channel.position();
      if (bytes != present) {
        throw SluiceException.input(
            "%s: its header promises %d x %d elements of %d bytes, but %d bytes follow; the file is %s",
            file,
            header.rows(),
            header.columns(),
            header.type().bytes(),
            present,
            bytes >= 0 && bytes < present ? "longer than it says" : "truncated");
      }
      Matrix matrix = Matrix.allocate(arena, type, header.rows(), header.columns());
      readElements(file, channel, header, matrix);
      return matrix;
    } catch (IOException e) {
      throw FileFailure.reading(file, e);
    }
  }

  static void write(Path file, Matrix matrix) {
    WholeFile.write(
        file,
        channel -> {
          channel.write(ByteBuffer.wrap(header(matrix)));
          writeElements(channel, matrix);
        });
  }

  private static NpyHeader header(Path file, FileChannel channel) throws IOException {
    ByteBuffer start = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    if (!fill(channel, start) || !Arrays.equals(start.array(), 0, 6, MAGIC, 0, 6)) {
      throw SluiceException.input(
          "%s: this is not a .npy file; save one with numpy.save(file, x)", file);
    }
    int version = start.get(6);
    if (version < 1 || version > 3 || start.get(7) != 0) {
      throw SluiceException.input(
          "%s: .npy version %d.%d is not known; versions 1.0 to 3.0 are",
          file, version & 0xFF, start.get(7) & 0xFF);
    }
    ByteBuffer size = ByteBuffer.allocate(version == 1 ? 2 : 4).order(ByteOrder.LITTLE_ENDIAN);
    boolean complete = fill(channel, size);
    long length =
        !complete ? 0 : version == 1 ? size.getShort(0) & 0xFFFF : size.getInt(0) & 0xFFFFFFFFL;
    if (!complete || length > channel.size() - channel.position()) {
      throw SluiceException.input("%s: the file ends inside its header; it is truncated", file);
    }
    if (length > LONGEST_HEADER) {
      throw SluiceException.input(
          "%s: its header is %d bytes long; at most %d are read", file, length, LONGEST_HEADER);
    }
    ByteBuffer text = ByteBuffer.allocate((int) length);
    fill(channel, text);
    try {
      return NpyHeader.parse(new String(text.array(), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw SluiceException.input(e, "%s: %s", file, e.getMessage());
    }
  }

  private static void readElements(Path file, FileChannel channel, NpyHeader header, Matrix matrix)
      throws IOException {
    long fast = header.fortranOrder() ? header.rows() : header.columns();
    long count = header.rows() * header.columns();
    int size = (int) header.type().bytes();
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    MemorySegment elements = MemorySegment.ofBuffer(buffer.duplicate());
    long slowIndex = 0;
    long fastIndex = 0;
    for (long done = 0; done < count; ) {
      int chunk = (int) Math.min(count - done, BUFFER_BYTES / size);
      buffer.clear().limit(chunk * size);
      if (!fill(channel, buffer)) {
        throw SluiceException.input("%s: the file became shorter while it was read", file);
      }
      for (int k = 0; k < chunk; k++) {
        double value =
            header.type() == ElementType.F32
                ? elements.get(FLOAT, (long) k * size)
                : elements.get(DOUBLE, (long) k * size);
        if (header.fortranOrder()) {
          matrix.set(fastIndex, slowIndex, value);
        } else {
          matrix.set(slowIndex, fastIndex, value);
        }
        if (++fastIndex == fast) {
          fastIndex = 0;
          slowIndex++;
        }
      }
      done += chunk;
    }
  }

  private static byte[] header(Matrix matrix) {
    byte[] text =
        NpyHeader.text(matrix.type(), matrix.rows(), matrix.columns())
            .getBytes(StandardCharsets.US_ASCII);
    int prefix = MAGIC.length + 4;
    int total = (prefix + text.length + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    byte[] header = new byte[total];
    Arrays.fill(header, (byte) ' ');
    ByteBuffer.wrap(header)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .put((byte) 1)
        .put((byte) 0)
        .putShort((short) (total - prefix))
        .put(text);
    header[total - 1] = '\n';
    return header;
  }

  private static void writeElements(FileChannel channel, Matrix matrix) throws IOException {
    int size = (int) matrix.type().bytes();
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
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

  private static void drain(FileChannel channel, ByteBuffer buffer) throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    buffer.clear();
  }

  /** Fills the buffer to its limit; false if the file ends before. */
  private static boolean fill(FileChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        return false;
      }
    }
    return true;
  }
}
