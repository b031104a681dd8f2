package org.sluice.cli.command;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import org.sluice.cli.file.SampleFile;
import org.sluice.cli.process.MemoryNeed;
import org.sluice.cli.process.SluiceException;
import org.sluice.inversion.random.RandomStream;
import org.sluice.kernels.DirectionScheme;
import org.sluice.kernels.Directions;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import picocli.CommandLine.Option;

/** The options that give the directions θ of a loss: random ones, or those of a file. */
final class SlicingOptions {

  private static final int DEFAULT_SLICES = 1000;

  @Option(
      names = "--slices",
      paramLabel = "P",
      description = "Number of random directions, in orthonormal blocks; 1000 by default.")
  private Integer slices;

  @Option(
      names = "--directions",
      paramLabel = "FILE",
      description = "Directions θ, one a row, used as they are (not normalised).")
  private Path file;

  /** The file, or null. */
  Path file() {
    return file;
  }

  /** The scheme by which the directions were drawn; those of a file count as independent. */
  DirectionScheme scheme() {
    return file == null ? DirectionScheme.ORTHOGONAL : DirectionScheme.IID;
  }

  /** The directions, P × d; those of a file may have another number of columns. */
  Matrix directions(long seed, int dimension, Arena arena) {
    if (file != null) {
      return SampleFile.read(file, arena, ElementType.F64);
    }
    int count = slices == null ? DEFAULT_SLICES : slices;
    if (count < 1) {
      throw SluiceException.input("--slices must be at least 1, not %d", count);
    }
    // The directions whitened, sorted by the loss and on the backend.
    new MemoryNeed("--slices", count, 4.0 * Double.BYTES * count * dimension, 0).require();
    Matrix directions = Matrix.allocate(arena, ElementType.F64, count, dimension);
    Directions.fill(scheme(), seed, RandomStream.LOSS_DIRECTIONS.number(), directions);
    return directions;
  }
}
