package org.sluice.cli.file;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.sluice.cli.process.SluiceException;
import org.sluice.inversion.npy.NpyElements;
import org.sluice.inversion.npy.NpyFormatException;
import org.sluice.inversion.npy.NpyHeader;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/**
 * Reads and writes NumPy's {@code .npy} files, versions 1.0 to 3.0: little-endian float32 and
 * float64 in C or Fortran order, one- and two-dimensional.
 */
final class NpyFile {

  private NpyFile() {}

  static Matrix read(Path file, Arena arena, ElementType type) {
    try (FileChannel channel = FileChannel.open(file)) {
      NpyHeader header = NpyHeader.read(channel, channel.size());
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
      NpyElements.read(channel, header, matrix);
      return matrix;
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
