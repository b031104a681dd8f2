package org.sluice.cli.command;

import java.io.PrintWriter;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.sluice.cli.SluiceException;
import org.sluice.cli.config.ConfigReader;
import org.sluice.cli.config.ConfigSource;
import org.sluice.cli.file.OutputFile;
import org.sluice.cli.file.SampleFile;
import org.sluice.cli.system.population.config.Config;
import org.sluice.cli.system.population.setup.KnownNoiseSetup;
import org.sluice.cli.system.population.setup.Model;
import org.sluice.cli.system.population.setup.Simulation;
import org.sluice.cli.system.population.setup.Truth;
import org.sluice.inversion.forward.SolveTally;
import org.sluice.inversion.noise.KnownNoise;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice simulate}. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Draws synthetic observations from the config's truth, and writes the systems' parameters z"
            + " beside them: y.npy and y.z.npy.",
    footer = {
      "",
      "Examples:",
      "  sluice simulate darcy --n 1000 --out y.npy",
      "  sluice simulate replicates --n 500 --out people.csv --seed 7"
    })
final class SimulateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions configOptions;

  @Option(names = "--n", required = true, paramLabel = "N", description = "Number of observations.")
  private long count;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "Where to write them: .npy, .csv or .tsv.")
  private Path file;

  @Override
  public Integer call() {
    if (count < 1 || count > Integer.MAX_VALUE) {
      throw SluiceException.input("--n must be from 1 to %d, not %d", Integer.MAX_VALUE, count);
    }
    OutputFile.require(file, List.of());
    ConfigSource source = configOptions.source();
    ConfigReader.Read read = configOptions.read(source, List.of());
    try (Arena arena = Arena.ofConfined()) {
      Simulation simulation = draw(source, read.config(), arena);
      Matrix observations = simulation.observations();
      SampleFile.write(file, observations, header("y", observations));
      PrintWriter out = spec.commandLine().getOut();
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
    return 0;
  }

  private Simulation draw(ConfigSource source, Config config, Arena arena) {
    try {
      config.requireOneGroup("'sluice simulate'");
      try (Model model = Model.of(config, source.folder(), 0)) {
        KnownNoise known = KnownNoiseSetup.of(config, model, source.folder(), count, config.seed());
        if (known != null && config.data().known().sdRange() != null) {
          write(known, arena);
        }
        return Simulation.ofTruth(
            model, Truth.of(config, model), known, count, config.seed(), arena);
      }
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
    spec.commandLine()
        .getOut()
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
