package org.sluice.bench.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/** Matrices as their bytes, row after row, which every peer reads without a library. */
public final class RawFile {

  private RawFile() {}

  /** Writes a contiguous native matrix. */
  static void write(Path file, Matrix matrix) {
    try (Arena arena = Arena.ofConfined();
        FileChannel channel =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
      long bytes = matrix.rows() * matrix.columns() * matrix.type().bytes();
      MemorySegment mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes, arena);
      mapped.copyFrom(matrix.segment().asSlice(0, bytes));
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot write " + file, failure);
    }
  }

  /** Reads a matrix into memory of an arena. */
  public static Matrix read(Arena arena, Path file, ElementType type, long rows, long columns) {
    Matrix matrix = Matrix.allocate(arena, type, rows, columns);
    try (Arena mapping = Arena.ofConfined();
        FileChannel channel = FileChannel.open(file)) {
      long bytes = rows * columns * type.bytes();
      MemorySegment mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, bytes, mapping);
      matrix.segment().copyFrom(mapped);
      return matrix;
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + file, failure);
    }
  }
}
