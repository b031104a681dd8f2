package org.sluice.cli.system.population.setup;

import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.sluice.cli.system.population.config.ForwardConfig;
import org.sluice.inversion.forward.ForwardMap;
import org.sluice.inversion.forward.ForwardMapProvider;

/** Forward maps of the user's own. */
final class UserMaps {

  private UserMaps() {}

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
