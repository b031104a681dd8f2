package org.sluice.inversion.population;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.sluice.inversion.optimise.GaussianPrior;
import org.sluice.inversion.population.problem.Group;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.problem.Start;
import org.sluice.inversion.population.settings.Settings;
import org.sluice.inversion.random.RandomStream;
import org.sluice.inversion.random.StandardNormals;
import org.sluice.inversion.surrogate.Emulator;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Philox;

/**
 * Identifies a run by the SHA-256 hash of everything that its iterates depend on. The population,
 * the forward map and the noise model enter through their values at the start, rounded to single
 * precision.
 */
final class Fingerprint {

  private static final int PROBES = 3;

  private Fingerprint() {}

  static byte[] of(Problem problem, Settings settings, Start start, String backend) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      DataOutputStream out =
          new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
      out.writeUTF(backend);
      write(settings, out);
      for (Group group : problem.groups()) {
        write(group.data(), out, false);
      }
      problem.measure().names().forEach(name -> writeName(name, out));
      problem.noise().names().forEach(name -> writeName(name, out));
      for (double value : start.concatenated()) {
        out.writeDouble(value);
      }
      for (int g = 0; g < problem.groups().size(); g++) {
        probe(problem, g, start, out);
        if (problem.groups().get(g).forward() instanceof Emulator emulator) {
          out.writeUTF(emulator.description());
        }
      }
      return digest.digest();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static void write(Settings settings, DataOutputStream out) throws IOException {
    out.writeUTF(settings.method().toString());
    out.writeUTF(settings.sampling().toString());
    out.writeUTF(settings.optimisation().toString());
    out.writeDouble(settings.stop().plateau());
    out.writeUTF(settings.precision().name());
    out.writeLong(settings.seed());
    out.writeDouble(settings.regularisation().conditionWeight());
    GaussianPrior prior = settings.regularisation().prior();
    if (prior != null) {
      write(Matrix.of(prior.centre(), prior.centre().length, 1), out, false);
      write(Matrix.of(prior.scale(), prior.scale().length, 1), out, false);
    }
  }

  private static void probe(Problem problem, int index, Start start, DataOutputStream out)
      throws IOException {
    Group group = problem.groups().get(index);
    double[] phi = problem.noise().of(index, start.noise());
    int d = group.dimension();
    Matrix omega = normals(RandomStream.FINGERPRINT.of(0), problem.measure().randomDimension());
    int q = problem.measure().dimension();
    Matrix z = Matrix.of(new double[PROBES * q], PROBES, q);
    Matrix x = Matrix.of(new double[PROBES * d], PROBES, d);
    Matrix zeta = normals(RandomStream.FINGERPRINT.of(1), d);
    Matrix shaped = Matrix.of(new double[PROBES * d], PROBES, d);
    double[] lower = new double[d * d];
    problem.measure().sample(start.measure(), omega, z);
    group.forward().apply(z, x);
    group.noise().factor(phi, lower);
    group.noise().shape(phi, zeta, shaped);
    write(z, out, true);
    write(x, out, true);
    write(Matrix.of(lower, d, d), out, true);
    write(shaped, out, true);
    if (group.known() != null) {
      writeKnown(group, out);
    }
  }

  /** Adds the known noise of each datum, through its values for the same normal numbers. */
  private static void writeKnown(Group group, DataOutputStream out) throws IOException {
    double[] row = new double[group.dimension()];
    for (int n = 0; n < group.data().rows(); n++) {
      for (int j = 0; j < row.length; j++) {
        row[j] = Philox.normal(RandomStream.FIXED_SEED, RandomStream.FINGERPRINT.of(2), j);
      }
      group.known().colour(n, row);
      for (double entry : row) {
        out.writeDouble(entry);
      }
    }
  }

  private static Matrix normals(long stream, int columns) {
    Matrix normals = Matrix.of(new double[PROBES * columns], PROBES, columns);
    return StandardNormals.fill(RandomStream.FIXED_SEED, stream, normals);
  }

  private static void write(Matrix matrix, DataOutputStream out, boolean rounded)
      throws IOException {
    out.writeLong(matrix.rows());
    out.writeLong(matrix.columns());
    for (long i = 0; i < matrix.rows(); i++) {
      for (long j = 0; j < matrix.columns(); j++) {
        double value = matrix.get(i, j);
        out.writeDouble(rounded ? (float) value : value);
      }
    }
  }

  private static void writeName(String name, DataOutputStream out) {
    try {
      out.writeUTF(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
