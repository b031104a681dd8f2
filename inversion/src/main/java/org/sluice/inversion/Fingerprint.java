package org.sluice.inversion;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.sluice.inversion.optimise.GaussianPrior;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Philox;

/**
 * Tells runs apart: SHA-256 of all on which a run's iterates depend. The population, the forward
 * map and the noise model are told by what they do at the start, rounded to single precision.
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
      write(problem.data(), out, false);
      problem.measure().names().forEach(name -> writeName(name, out));
      problem.noise().names().forEach(name -> writeName(name, out));
      for (double value : start.concatenated()) {
        out.writeDouble(value);
      }
      probe(problem, start, out);
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

  private static void probe(Problem problem, Start start, DataOutputStream out) throws IOException {
    int randomDimension = problem.measure().randomDimension();
    int d = problem.noise().dimension();
    Matrix omega = Matrix.of(new double[PROBES * randomDimension], PROBES, randomDimension);
    for (int i = 0; i < PROBES; i++) {
      for (int j = 0; j < randomDimension; j++) {
        omega.set(i, j, Philox.normal(0, 0, (long) i * randomDimension + j));
      }
    }
    int q = problem.measure().dimension();
    Matrix z = Matrix.of(new double[PROBES * q], PROBES, q);
    Matrix x = Matrix.of(new double[PROBES * d], PROBES, d);
    double[] lower = new double[d * d];
    problem.measure().sample(start.measure(), omega, z);
    problem.forward().apply(z, x);
    problem.noise().factor(start.noise(), lower);
    write(z, out, true);
    write(x, out, true);
    write(Matrix.of(lower, d, d), out, true);
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
