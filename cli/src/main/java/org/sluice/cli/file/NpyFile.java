package org.sluice.cli.file;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.sluice.cli.process.SluiceException;
import org.sluice.inversion.npy.NpyElements;
import org.sluice.inversion.npy.NpyFormatException;
import org.sluice.inversion.npy.NpyHeader;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/**
 * Reads and writes NumPy's {@code .npy} files, versions 1.0 to 3.0, in C or Fortran order, one- and
 * two-dimensional; reads archives {@code .npz} of one array.
 */
final class NpyFile {

  // Deflate packs at most so many bytes into one.
  private static final long MOST_PACKED = 1032;

  private NpyFile() {}

  static Matrix read(Path file, Arena arena, ElementType type) {
    return guarded(
        file,
        () -> {
          SampleBytes bytes = new SampleBytes(file);
          if (bytes.packed()) {
            try (InputStream stream = bytes.open()) {
              return array(file, Channels.newChannel(stream), arena, type);
            }
          }
          try (FileChannel channel = FileChannel.open(file)) {
            NpyHeader header = NpyHeader.read(channel, channel.size());
            requireBytes(file, header, channel.size() - channel.position());
            return elements(channel, header, arena, type);
          }
        });
  }

  /** Reads the only array of an archive. */
  static Matrix readArchive(Path file, Arena arena, ElementType type) {
    return guarded(
        file,
        () -> {
          try (ZipFile archive = new ZipFile(file.toFile())) {
            List<? extends ZipEntry> entries = archive.stream().toList();
            if (entries.size() != 1) {
              throw SluiceException.input(
                  "%s: the archive holds %d arrays (%s), but one is needed; save it alone, numpy.save(file, x)",
                  file,
                  entries.size(),
                  String.join(", ", entries.stream().limit(5).map(ZipEntry::getName).toList()));
            }
            try (InputStream stream = archive.getInputStream(entries.getFirst())) {
              return array(file, Channels.newChannel(stream), arena, type);
            }
          }
        });
  }

  /** Reads a packed array, whose number of bytes is not known beforehand. */
  private static Matrix array(Path file, ReadableByteChannel channel, Arena arena, ElementType type)
      throws IOException {
    NpyHeader header = NpyHeader.read(channel, Long.MAX_VALUE);
    long most = Files.size(file) * MOST_PACKED;
    if (header.dataBytes() < 0 || header.dataBytes() > most) {
      throw new NpyFormatException(
          "its header promises %d x %d elements, more than the file can hold; it is damaged"
              .formatted(header.rows(), header.columns()));
    }
    Matrix matrix = elements(channel, header, arena, type);
    if (channel.read(ByteBuffer.allocate(1)) > 0) {
      throw new NpyFormatException("more bytes follow its last element; it is damaged");
    }
    return matrix;
  }

  private static Matrix elements(
      ReadableByteChannel channel, NpyHeader header, Arena arena, ElementType type)
      throws IOException {
    Matrix matrix = Matrix.allocate(arena, type, header.rows(), header.columns());
    NpyElements.read(channel, header, matrix);
    return matrix;
  }

  private static void requireBytes(Path file, NpyHeader header, long present) {
    long bytes = header.dataBytes();
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
  }

  /** Reads a matrix. */
  private interface Reader {
    Matrix read() throws IOException;
  }

  private static Matrix guarded(Path file, Reader reader) {
    try {
      return reader.read();
    } catch (NpyFormatException e) {
      throw SluiceException.input(e, "%s: %s", file, e.getMessage());
    } catch (IOException e) {
      throw FileFailure.reading(file, e);
    }
  }

  static void write(Path file, Matrix matrix) {
    NpyHeader header = NpyHeader.of(matrix.type(), matrix.rows(), matrix.columns());
    WholeFile.write(
        file,
        channel -> {
          channel.write(ByteBuffer.wrap(header.bytes()));
          NpyElements.write(channel, matrix);
        });
  }
}
