package org.sluice.inversion.forward;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.sluice.inversion.npy.NpyElements;
import org.sluice.inversion.npy.NpyHeader;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/**
 * Stores solved systems in a folder: {@code z.npy}, n × q, {@code x.npy}, n × d, and {@code
 * check.npy}, n × 1, one system in each row. NumPy can read all at any time. The last has the
 * CRC-32C of the other two's row, so that parameters are never paired with another system's
 * solution. Rows are appended before the headers count them, so a kill loses no counted row. The
 * file {@code solver.txt} describes the solver, so that solutions of another solver are never used.
 */
public final class SolveStore implements AutoCloseable {

  private final FileChannel parameters;
  private final FileChannel solutions;
  private final FileChannel checks;
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
      checks = open("check.npy");
      Matrix z = read(parameters, "z.npy", q);
      Matrix x = read(solutions, "x.npy", d);
      Matrix check = read(checks, "check.npy", 1);
      rows = Math.min(z.rows(), x.rows());
      if (check.rows() < rows) {
        throw new SolverException(
            "the solves in %s have no checksums, as those of older versions; choose another folder with --out, or delete this one"
                .formatted(folder));
      }
      for (long i = 0; i < rows; i++) {
        double[] parameter = z.rows(i, i + 1).toDoubles();
        double[] solution = x.rows(i, i + 1).toDoubles();
        if (check.get(i, 0) != checksum(parameter, solution)) {
          throw new SolverException(
              "row %d of the solves in %s was changed or damaged, since its checksum does not fit; choose another folder with --out, or delete this one"
                  .formatted(i + 1, folder));
        }
        known.put(key(parameter), solution);
      }
      // Headers come before any row, so that a kill never leaves rows without a header.
      writeHeaders();
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
      List<double[]> sums = new ArrayList<>();
      for (int i = 0; i < z.size(); i++) {
        sums.add(new double[] {checksum(z.get(i), x.get(i))});
      }
      writeRows(checks, 1, sums);
      for (int i = 0; i < z.size(); i++) {
        known.put(key(z.get(i)), x.get(i));
      }
      rows += z.size();
      writeHeaders();
    } catch (IOException e) {
      throw unusable("cannot be written", e);
    }
  }

  private static double checksum(double[] z, double[] x) {
    CRC32C crc = new CRC32C();
    crc.update(key(z));
    crc.update(key(x));
    return crc.getValue();
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

  /** Checksums first, so that a kill leaves none of the others' rows without one. */
  private void writeHeaders() throws IOException {
    writeHeader(checks, 1);
    writeHeader(parameters, q);
    writeHeader(solutions, d);
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
        solutions;
        checks) {
      parameters.force(true);
      solutions.force(true);
      checks.force(true);
    } catch (IOException e) {
      throw unusable("cannot be written", e);
    }
  }
}
