package org.sluice.cli.command;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.sluice.cli.process.Version;
import org.sluice.kernels.Backend;
import org.sluice.kernels.BackendProvider;
import org.sluice.kernels.Backends;
import org.sluice.kernels.Parallelism;
import org.sluice.kernels.Work;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sluice info}. */
@Command(
    name = "info",
    mixinStandardHelpOptions = true,
    description = "Shows the version, the JDK and each backend: available, or why not.",
    footer = {"", "Example:", "  sluice info"})
final class InfoCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    print(spec.commandLine().getOut());
    return 0;
  }

  static void print(PrintWriter out) {
    Runtime runtime = Runtime.getRuntime();
    line(out, "sluice", Version.number());
    line(out, "JDK", "%s (%s)".formatted(Runtime.version(), System.getProperty("java.vendor")));
    line(
        out,
        "machine",
        "%s %s, %d processors"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                runtime.availableProcessors()));
    for (BackendProvider provider : Backends.providers()) {
      line(out, "backend " + provider.name(), state(provider));
    }
    line(out, "backend auto", Work.RULE);
    out.flush();
  }

  private static String state(BackendProvider provider) {
    String reason = provider.unavailable();
    if (reason != null) {
      return "not available: " + reason;
    }
    try (Backend backend = provider.open(Parallelism.serial())) {
      return "available: " + backend.description();
    }
  }

  private static void line(PrintWriter out, String name, String value) {
    out.println(name + " ".repeat(17 - name.length()) + value);
  }
}
