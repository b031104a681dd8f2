package org.sluice.cli.system.population.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.sluice.cli.config.ConfigOptions;
import org.sluice.cli.config.ConfigSource;
import org.sluice.cli.process.MemoryNeed;
import org.sluice.cli.process.SluiceException;
import org.sluice.cli.session.Session;
import org.sluice.cli.system.population.config.Config;
import org.sluice.cli.system.population.setup.Model;
import org.sluice.cli.system.population.setup.TruthSetup;
import org.sluice.cli.system.population.setup.VariabilitySetup;
import org.sluice.inversion.forward.InternalVariability;
import org.sluice.inversion.population.simulate.Truth;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice variability}. */
@Command(
    name = "variability",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Runs chaotic systems of the config's truth several times, from other initial states, and"
            + " tells how much their statistics vary at fixed parameters: a model takes that for"
            + " noise.",
    footer = {"", "Example:", "  sluice variability lorenz96 --systems 100 --repeats 8"})
public final class VariabilityCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions configOptions;

  @Option(
      names = "--systems",
      defaultValue = "32",
      paramLabel = "N",
      description = "Number of systems; ${DEFAULT-VALUE} by default.")
  private int systems;

  @Option(
      names = "--repeats",
      defaultValue = "4",
      paramLabel = "R",
      description = "How often each is run; ${DEFAULT-VALUE} by default.")
  private int repeats;

  /** Parameters and observations are kept, and both are needed while systems are solved. */
  private static final double COPIES = 2;

  @Override
  public Integer call() {
    if (systems < 2 || repeats < 2) {
      throw SluiceException.input("--systems and --repeats must be at least 2");
    }
    ConfigSource source = configOptions.source();
    Config config = Config.read(configOptions.written(source, List.of())).config();
    try (Session session = new Session()) {
      config.requireOneGroup("'sluice variability'");
      Model model = session.open(Model.of(config, source.folder(), 0));
      double trajectories = (double) systems * repeats;
      int numbers = model.forward().parameterDimension() + model.forward().observationDimension();
      double bytes = COPIES * Double.BYTES * numbers * trajectories;
      new MemoryNeed(
              systems >= repeats ? "--systems" : "--repeats", Math.max(systems, repeats), bytes, 0)
          .require();
      Truth truth = TruthSetup.of(config, model);
      if (!VariabilitySetup.isKnown(config)) {
        throw SluiceException.input(
            "%s: forward.type has no initial states that could vary; use lorenz96 or lorenz96-multiscale",
            source.label());
      }
      print(VariabilitySetup.of(config, model, truth, systems, repeats), marginals(model, truth));
    } catch (IllegalArgumentException e) {
      throw SluiceException.input(e, "%s: %s", source.label(), e.getMessage());
    }
    return 0;
  }

  /** Standard deviations of the noise alone. */
  private static double[] marginals(Model model, Truth truth) {
    int d = model.noise().dimension();
    double[] lower = new double[d * d];
    model.nature().noise().factor(model.nature().noise().coordinates(truth.natureNoise()), lower);
    double[] deviations = new double[d];
    for (int i = 0; i < d; i++) {
      double square = 0;
      for (int j = 0; j <= i; j++) {
        square += lower[i * d + j] * lower[i * d + j];
      }
      deviations[i] = Math.sqrt(square);
    }
    return deviations;
  }

  private void print(InternalVariability variability, double[] noise) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%d systems, %d runs of each; standard deviations%n", systems, repeats);
    out.printf(
        "%-12s %14s %14s %14s %20s%n",
        "observation", "between", "internal", "noise", "noise and internal");
    for (int i = 0; i < noise.length; i++) {
      double internal = variability.standardDeviations()[i];
      out.printf(
          "%-12d %14.6g %14.6g %14.6g %20.6g%n",
          i + 1, variability.between()[i], internal, noise[i], Math.hypot(noise[i], internal));
    }
    out.flush();
  }
}
