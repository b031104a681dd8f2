package org.sluice.cli.system.population.run;

import java.io.PrintWriter;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.sluice.cli.config.ConfigSource;
import org.sluice.cli.config.WrittenConfig;
import org.sluice.cli.file.SampleFile;
import org.sluice.cli.process.MemoryNeed;
import org.sluice.cli.process.SluiceException;
import org.sluice.cli.session.Session;
import org.sluice.cli.system.Console;
import org.sluice.cli.system.population.config.Config;
import org.sluice.cli.system.population.setup.KnownNoiseSetup;
import org.sluice.cli.system.population.setup.MemorySurvey;
import org.sluice.cli.system.population.setup.Model;
import org.sluice.cli.system.population.setup.TruthSetup;
import org.sluice.inversion.forward.SolveTally;
import org.sluice.inversion.noise.KnownNoise;
import org.sluice.inversion.population.simulate.Simulation;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/** {@code sluice simulate} of a population: observations, and the systems behind them. */
public final class PopulationSimulation {

  private final int count;
  private final Path file;
  private final Console console;

  /**
   * A simulation.
   *
   * @param count N, at least 1
   * @param file of the observations; those of the systems' parameters and of known standard
   *     deviations stand beside it
   */
  public PopulationSimulation(int count, Path file, Console console) {
    this.count = count;
    this.file = file;
    this.console = console;
  }

  /**
   * Draws from a config's truth.
   *
   * @throws SluiceException naming the config and the key, or the file
   */
  public void simulate(WrittenConfig written) {
    ConfigSource source = written.source();
    Config config = Config.read(written).config();
    try (Session session = new Session()) {
      Simulation simulation = draw(source, config, session);
      Matrix observations = simulation.observations();
      SampleFile.write(file, observations, header("y", observations));
      PrintWriter out = console.out();
      out.printf("%s: %s observations%n", file, observations.shape());
      SolveTally tally = simulation.tally();
      if (tally.failed() > 0) {
        out.printf(
            "%d of %d solves failed, whose systems were drawn again; the last one: %s%n",
            tally.failed(), tally.tried(), tally.lastFailure());
      }
      Matrix latent = simulation.latent();
      if (latent.columns() > 0) {
        Path latentFile = besides(file, ".z");
        SampleFile.write(latentFile, latent, header("z", latent));
        out.printf("%s: their %s parameters z%n", latentFile, latent.shape());
      }
      out.flush();
    }
  }

  private Simulation draw(ConfigSource source, Config config, Session session) {
    try {
      config.requireOneGroup("'sluice simulate'");
      Model model = session.open(Model.of(config, source.folder(), 0));
      // The noise's normals, known and unknown, come beside the observations.
      double noises = config.data().known() == null ? 3 : 6;
      double numbers = (MemorySurvey.columns(model) + noises * model.noise().dimension()) * count;
      MemoryNeed need = new MemoryNeed("--n", count, numbers * Double.BYTES, 0);
      need.require();
      need.state(console.err());
      KnownNoise known =
          KnownNoiseSetup.of(
              config,
              model,
              source.folder(),
              count,
              config.seed(),
              remarks -> remarks.forEach(console.err()::println));
      if (known != null && config.data().known().sdRange() != null) {
        write(known, session.arena());
      }
      Simulation drawn =
          Simulation.ofTruth(
              model.nature(),
              TruthSetup.of(config, model),
              known,
              count,
              config.seed(),
              session.arena());
      model.forward().remarks().forEach(remark -> console.err().println("warning: " + remark));
      return drawn;
    } catch (IllegalArgumentException e) {
      throw SluiceException.input(e, "%s: %s", source.label(), e.getMessage());
    }
  }

  /** The standard deviations that were drawn, so that they are known of the data's file too. */
  private void write(KnownNoise known, Arena arena) {
    Matrix deviations = Matrix.allocate(arena, ElementType.F64, count, known.dimension());
    double[] row = new double[known.dimension()];
    for (int n = 0; n < count; n++) {
      Arrays.fill(row, 1);
      known.colour(n, row);
      deviations.writeRow(n, row);
    }
    Path deviationsFile = besides(file, ".sd");
    SampleFile.write(deviationsFile, deviations, header("sd", deviations));
    console
        .out()
        .printf("%s: their %s known standard deviations%n", deviationsFile, deviations.shape());
  }

  /** {@code y.z.npy} for {@code y.npy}. */
  private static Path besides(Path file, String mark) {
    String name = file.getFileName().toString();
    int stem = name.length() - SampleFile.ending(file).length();
    return file.resolveSibling(name.substring(0, stem) + mark + name.substring(stem));
  }

  private static List<String> header(String letter, Matrix matrix) {
    return IntStream.rangeClosed(1, Math.toIntExact(matrix.columns()))
        .mapToObj(j -> letter + j)
        .toList();
  }
}
