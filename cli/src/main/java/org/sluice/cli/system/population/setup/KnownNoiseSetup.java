package org.sluice.cli.system.population.setup;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.sluice.cli.file.CovarianceFile;
import org.sluice.cli.file.Reading;
import org.sluice.cli.file.SampleFile;
import org.sluice.cli.file.TextFormat;
import org.sluice.cli.process.SluiceException;
import org.sluice.cli.system.population.config.Config;
import org.sluice.cli.system.population.config.KnownNoiseConfig;
import org.sluice.inversion.noise.KnownCovariance;
import org.sluice.inversion.noise.KnownCovariances;
import org.sluice.inversion.noise.KnownDeviations;
import org.sluice.inversion.noise.KnownNoise;
import org.sluice.inversion.random.RandomStream;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Philox;

/** The known part of the noise by its config. */
public final class KnownNoiseSetup {

  private KnownNoiseSetup() {}

  /**
   * The known part of the noise of a config's data, or null.
   *
   * @param folder the folder of the config's relative files
   * @param rows N
   * @param seed of standard deviations that are simulated
   * @param remarks takes sentences on how a file was read
   * @throws SluiceException naming the file, if it does not fit
   */
  public static KnownNoise of(
      Config config,
      Model model,
      Path folder,
      long rows,
      long seed,
      Consumer<List<String>> remarks) {
    KnownNoiseConfig known = config.data().known();
    if (known == null) {
      return null;
    }
    int d = model.noise().dimension();
    if (known.sd() != null) {
      TextFormat format = config.data().format();
      return deviations(folder.resolve(known.sd()), known, format, rows, d, remarks);
    }
    if (known.covariance() != null) {
      return covariance(folder.resolve(known.covariance()), d);
    }
    if (known.covariances() != null) {
      return covariances(folder.resolve(known.covariances()), rows, d);
    }
    return simulated(known.sdRange(), rows, d, seed);
  }

  private static KnownNoise deviations(
      Path file,
      KnownNoiseConfig known,
      TextFormat format,
      long rows,
      int d,
      Consumer<List<String>> remarks) {
    try (Arena arena = Arena.ofConfined()) {
      Reading reading =
          SampleFile.read(
              file,
              arena,
              ElementType.F64,
              SampleFile.isText(file) ? format : TextFormat.DETECTED,
              known.columns(),
              OptionalInt.of(d));
      remarks.accept(reading.remarks());
      Matrix deviations = reading.matrix();
      if (deviations.rows() != rows || deviations.columns() != d) {
        throw SluiceException.input(
            "%s is %s, but the data are %d x %d; give one standard deviation for each of their entries",
            file, deviations.shape(), rows, d);
      }
      return new KnownDeviations(deviations);
    } catch (IllegalArgumentException e) {
      throw SluiceException.input(e, "%s: %s", file, e.getMessage());
    }
  }

  private static KnownNoise covariance(Path file, int d) {
    try {
      return new KnownCovariance(CovarianceFile.read(file, d), d);
    } catch (IllegalArgumentException e) {
      throw SluiceException.input(e, "%s: %s", file, e.getMessage());
    }
  }

  private static KnownNoise covariances(Path file, long rows, int d) {
    try (Arena arena = Arena.ofConfined()) {
      return new KnownCovariances(CovarianceFile.readEach(file, arena, rows, d), d);
    } catch (IllegalArgumentException e) {
      throw SluiceException.input(e, "%s: %s", file, e.getMessage());
    }
  }

  /** Row n depends on the seed and n alone. */
  private static KnownNoise simulated(double[] range, long rows, int d, long seed) {
    Matrix deviations =
        Matrix.of(new double[Math.toIntExact(Math.multiplyExact(rows, d))], rows, d);
    long stream = RandomStream.KNOWN_DEVIATIONS.number();
    for (long n = 0; n < rows; n++) {
      for (int j = 0; j < d; j++) {
        double uniform = Philox.uniform(seed, stream, n * d + j);
        deviations.set(n, j, Math.fma(range[1] - range[0], uniform, range[0]));
      }
    }
    return new KnownDeviations(deviations);
  }
}
