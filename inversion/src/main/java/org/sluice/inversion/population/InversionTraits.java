package org.sluice.inversion.population;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import org.sluice.inversion.checkpoint.Sha256;
import org.sluice.inversion.checkpoint.Traits;
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
 * The traits of an inversion. The population, the forward map and the noise model enter through
 * their values at the start, rounded to single precision. The budget of steps may be raised.
 */
final class InversionTraits {

  private static final int PROBES = 3;

  private InversionTraits() {}

  /** Writes the long value of one trait. */
  @FunctionalInterface
  private interface Value {
    void write(DataOutputStream out) throws IOException;
  }

  static Traits of(Problem problem, Settings settings, Start start, String backend) {
    Traits traits = new Traits();
    traits.add("backend", backend);
    traits.add("method", settings.method());
    addComponents(settings.sampling(), traits);
    addComponents(settings.optimisation(), traits);
    traits.addLimit("steps", settings.optimisation().steps());
    traits.add("plateau", settings.stop().plateau());
    traits.add("precision", settings.precision());
    traits.add("seed", settings.seed());
    traits.add("conditionWeight", settings.regularisation().conditionWeight());
    GaussianPrior prior = settings.regularisation().prior();
    add(
        "prior",
        traits,
        out -> {
          if (prior != null) {
            write(Matrix.of(prior.centre(), prior.centre().length, 1), out, false);
            write(Matrix.of(prior.scale(), prior.scale().length, 1), out, false);
          }
        });
    add(
        "data",
        traits,
        out -> {
          for (Group group : problem.groups()) {
            write(group.data(), out, false);
          }
        });
    traits.add("population", String.join(", ", problem.measure().names()));
    traits.add("noise", String.join(", ", problem.noise().names()));
    add(
        "start",
        traits,
        out -> {
          for (double value : start.concatenated()) {
            out.writeDouble(value);
          }
        });
    for (int g = 0; g < problem.groups().size(); g++) {
      int group = g;
      String of = problem.groups().size() == 1 ? "" : " of group " + problem.groups().get(g).name();
      add(
          "forward map, population or noise" + of,
          traits,
          out -> probe(problem, group, start, out));
      if (problem.groups().get(g).forward() instanceof Emulator emulator) {
        add("surrogate's settings", traits, out -> out.writeUTF(emulator.description()));
      }
    }
    return traits;
  }

  private static void addComponents(Record settings, Traits traits) {
    for (RecordComponent component : settings.getClass().getRecordComponents()) {
      try {
        traits.add(component.getName(), component.getAccessor().invoke(settings));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("the components of public records can be read", e);
      }
    }
  }

  private static void add(String name, Traits traits, Value value) {
    MessageDigest digest = Sha256.begin();
    try {
      value.write(
          new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    traits.addHash(name, digest.digest());
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
}
