package org.sluice.cli.command;

import java.io.PrintWriter;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.sluice.cli.ExitCode;
import org.sluice.cli.config.ConfigSource;
import org.sluice.cli.setup.Setup;
import org.sluice.inversion.GradientCheck;
import org.sluice.inversion.Identifiability;
import org.sluice.inversion.Inversion;
import org.sluice.inversion.Method;
import org.sluice.inversion.Settings;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Backends;
import org.sluice.kernels.Parallelism;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice check}. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Looks over a config and its data before a long run: compares every hand-written gradient of"
            + " the problem with central differences, estimates memory, and warns where the noise"
            + " cannot be told from the signal.",
    footer = {
      "",
      "Examples:",
      "  sluice check darcy",
      "  sluice check replicates --data people.csv"
    })
final class CheckCommand implements Callable<Integer> {

  private static final double TOLERANCE = 1e-6;

  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions configOptions;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description = "Observations, one a row, in place of the config's data.")
  private Path dataFile;

  @Override
  public Integer call() {
    ConfigSource source = configOptions.source();
    try (Arena arena = Arena.ofShared()) {
      Setup setup =
          Setup.of(source, configOptions.read(source, ConfigOptions.dataSetting(dataFile)), arena);
      try (Parallelism parallelism = Parallelism.of(setup.config().run().threads())) {
        // What is checked is the backend that a run of this config would use.
        Backends.Selection selection =
            Backends.open(setup.config().run().backend(), parallelism, setup.work());
        try (Backend _ = selection.backend()) {
          return check(setup, selection, parallelism);
        }
      }
    }
  }

  private int check(Setup setup, Backends.Selection selection, Parallelism parallelism) {
    PrintWriter out = spec.commandLine().getOut();
    Backend backend = selection.backend();
    Settings settings = setup.settings(setup.config().loss().methods().getFirst());
    out.printf("config     %s: valid%n", setup.label());
    out.printf(
        "data       %s, all finite, pooled standard deviation %.4g%n",
        setup.problem().data().shape(), setup.problem().pooledStandardDeviation());
    long bytes = Inversion.bytes(setup.problem(), settings, backend, parallelism);
    out.printf("backend    %s%n", selection.explanation());
    out.printf("memory     %.1f MB for a run, outside the heap%n", bytes / 1e6);
    boolean sound = checkGradients(setup, backend, parallelism, out);
    String warning =
        Identifiability.warning(setup.problem(), setup.start())
            .map(sentence -> "warning: " + sentence)
            .orElse("the noise can be told from the signal, as far as is known");
    out.printf("noise      %s%n", warning);
    out.flush();
    return (sound ? ExitCode.DONE : ExitCode.BACKEND).code();
  }

  private static boolean checkGradients(
      Setup setup, Backend backend, Parallelism parallelism, PrintWriter out) {
    boolean sound = true;
    for (Method method : methods(setup)) {
      GradientCheck worst =
          GradientCheck.of(
                  setup.problem(), setup.settings(method), setup.start(), backend, parallelism)
              .stream()
              .max(Comparator.comparingDouble(GradientCheck::relativeError))
              .orElseThrow();
      boolean good = worst.relativeError() <= TOLERANCE;
      sound &= good;
      out.printf(
          "gradient   %s: %s; the largest relative difference is %.1e, in %s%n",
          method.word(),
          good ? "agrees with central differences" : "DOES NOT AGREE with central differences",
          worst.relativeError(),
          worst.name());
    }
    return sound;
  }

  /** The config's own and the presets. */
  private static Set<Method> methods(Setup setup) {
    Set<Method> methods = new LinkedHashSet<>(setup.config().loss().methods());
    methods.addAll(List.of(Method.SLUICE, Method.PAPER_CUT, Method.PAPER_STANDARD));
    return methods;
  }
}
