package org.sluice.cli.system.population.setup;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.sluice.cli.system.population.config.ForwardConfig;
import org.sluice.inversion.forward.ForwardMap;
import org.sluice.inversion.forward.ForwardMapProvider;
import org.sluice.inversion.forward.process.ProcessMap;
import org.sluice.inversion.forward.process.ProcessSettings;
import org.sluice.inversion.forward.process.ProcessSettings.Exchange;

/** Forward maps of the user's own. */
final class UserMaps {

  private UserMaps() {}

  static ForwardMap program(ForwardConfig.Process config, Path folder) {
    Exchange exchange =
        switch (config.mode()) {
          case "pipe" -> Exchange.PIPE;
          case "npy" -> Exchange.NPY_FILES;
          default -> Exchange.CSV_FILES;
        };
    Duration timeout = Duration.ofNanos((long) Math.min(1e18, config.timeout() * 1e9));
    return new ProcessMap(
        ProcessSettings.of(
                config.command(),
                folder,
                config.parameters().size(),
                config.observations(),
                exchange)
            .withWorkers(config.workers(), config.rowsPerCall())
            .withLimits(timeout, config.retries(), config.outputCap()));
  }

  static ForwardMap provided(ForwardConfig.Java config) {
    ServiceLoader<ForwardMapProvider> providers = ServiceLoader.load(ForwardMapProvider.class);
    for (ForwardMapProvider provider : providers) {
      if (provider.name().equals(config.name())) {
        return provider.create(config.options());
      }
    }
    String known =
        providers.stream().map(found -> found.get().name()).collect(Collectors.joining(", "));
    throw new IllegalArgumentException(
        "forward.name is '%s', but the class path has %s; name the jar of its provider in the environment variable SLUICE_CLASSPATH"
            .formatted(config.name(), known.isEmpty() ? "no such map" : "only " + known));
  }
}
