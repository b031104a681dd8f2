package org.sluice.inversion.forward;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sluice.inversion.npy.NpyElements;
import org.sluice.inversion.npy.NpyHeader;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/**
 * Stores solved systems in a folder: {@code z.npy}, n × q, and {@code x.npy}, n × d, one system in
 * each row. NumPy can read both at any time. Rows are appended before the headers count them, so a
 * kill loses no counted row. The file {@code solver.txt} describes the solver, so that solutions of
 * another solver are never used.
 */
public final class SolveStore implements AutoCloseable {

  private final FileChannel parameters;
  private final FileChannel solutions;
  private final int q;
  private final int d;
  private final Path folder;
  private final Map<ByteBuffer, double[]> known = new HashMap<>();
  private long rows;

  /**
   * Opens the store, or creates it.
   *
   * @param q columns of z
   * @param d columns of x
   * @param solver describes the solver of the systems in the store
   * @throws SolverException if the files cannot be read, have other columns, or hold solutions of
   *     another or an unknown solver
   */
  public SolveStore(Path folder, int q, int d, SolverDescription solver) {
    this.folder = folder;
    this.q = q;
    this.d = d;
    try {
      Files.createDirectories(folder);
      requireSolves(solver);
      parameters = open("z.npy");
      solutions = open("x.npy");
      Matrix z = read(parameters, "z.npy", q);
      Matrix x = read(solutions, "x.npy", d);
      rows = Math.min(z.rows(), x.rows());
      // Headers come before any row, so that a kill never leaves rows without a header.
      writeHeader(parameters, q);
      writeHeader(solutions, d);
      for (long i = 0; i < rows; i++) {
        known.put(key(z.rows(i, i + 1).toDoubles()), x.rows(i, i + 1).toDoubles());
      }
    } catch (IOException e) {
      throw unusable("cannot be read", e);
    }
  }

  /** The number of solved systems. */
  public synchronized long size() {
    return rows;
  }

  /** Finds the solution of a system; returns null if the store does not have it. */
  synchronized double[] find(double[] z) {
    return known.get(key(z));
  }

  /** Appends solutions; they are on the disk when this returns. */
  synchronized void append(List<double[]> z, List<double[]> x) {
    if (z.isEmpty()) {
      return;
    }
    try {
      writeRows(parameters, q, z);
      writeRows(solutions, d, x);
      for (int i = 0; i < z.size(); i++) {
        known.put(key(z.get(i)), x.get(i));
      }
      rows += z.size();
      writeHeader(parameters, q);
      writeHeader(solutions, d);
    } catch (IOException e) {
      throw unusable("cannot be written", e);
    }
  }

  /** Checks the description of the solver; writes it if the store holds no solution yet. */
  private void requireSolves(SolverDescription solver) throws IOException {
    Path file = folder.resolve("solver.txt");
    Path solves = folder.resolve("z.npy");
    int headerBytes = NpyHeader.of(ElementType.F64, 0, q).bytes().length;
    if (!Files.exists(solves) || Files.size(solves) <= headerBytes) {
      solver.write(file);
      return;
    }
    String difference =
        Files.exists(file)
            ? solver.difference(SolverDescription.read(file))
            : "there is no solver.txt";
    if (difference != null) {
      throw new SolverException(
          "the solves in %s are not known to be of this forward map (%s); choose another folder with --out, or delete this one"
              .formatted(folder, difference));
    }
  }

  private FileChannel open(String name) throws IOException {
    return FileChannel.open(
        folder.resolve(name),
        StandardOpenOption.CREATE,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE);
  }

  private Matrix read(FileChannel channel, String name, int columns) throws IOException {
    if (channel.size() == 0) {
      return Matrix.of(new double[0], 0, columns);
    }
    NpyHeader header = NpyHeader.read(channel, channel.size());
    long complete = (channel.size() - channel.position()) / (columns * ElementType.F64.bytes());
    if (!header.equals(NpyHeader.of(ElementType.F64, header.rows(), columns))
        || header.bytes().length != channel.position()
        || header.rows() > complete) {
      throw new SolverException(
          "the solves in %s are not of this problem: %s must have %d columns of float64; choose another folder"
              .formatted(folder, name, columns));
    }
    int entries = Math.toIntExact(header.rows() * columns);
    Matrix matrix = Matrix.of(new double[entries], header.rows(), columns);
    NpyElements.read(channel, header, matrix);
    return matrix;
  }

  private void writeRows(FileChannel channel, int columns, List<double[]> values)
      throws IOException {
    long rowBytes = columns * ElementType.F64.bytes();
    channel.position(NpyHeader.of(ElementType.F64, rows, columns).bytes().length + rows * rowBytes);
    for (double[] row : values) {
      NpyElements.write(channel, Matrix.of(row, 1, columns));
    }
    channel.force(false);
  }

  private void writeHeader(FileChannel channel, int columns) throws IOException {
    channel.position(0);
    channel.write(ByteBuffer.wrap(NpyHeader.of(ElementType.F64, rows, columns).bytes()));
  }

  private static ByteBuffer key(double[] z) {
    ByteBuffer key = ByteBuffer.allocate(z.length * Double.BYTES);
    for (double value : z) {
      key.putDouble(value);
    }
    return key.flip();
  }

  private SolverException unusable(String what, IOException cause) {
    return new SolverException(
        "the solves in %s %s (%s); choose another folder"
            .formatted(folder, what, cause.getMessage()),
        cause);
  }

  @Override
  public synchronized void close() {
    if (!parameters.isOpen()) {
      return;
    }
    try (parameters;
        solutions) {
      parameters.force(true);
      solutions.force(true);
    } catch (IOException e) {
      throw unusable("cannot be written", e);
    }
  }
}
