package org.sluice.cli.system.population.config;

import org.sluice.inversion.range.Range;

/**
 * A table {@code [[group]]}: individuals that are observed in the same way. Tables that it lacks
 * are the config's own; noise that it has is the group's own, and else shared.
 *
 * @param name a word for it
 * @param data its observations, or null
 * @param forward its map G, or null
 * @param noise its family of noise, or null
 */
public record GroupConfig(String name, DataConfig data, ForwardConfig forward, NoiseConfig noise) {

  /** Checks that there is a name that can stand in a key. */
  public GroupConfig {
    Range.present("name", name);
    if (!name.matches("[\\w-]+")) {
      throw new IllegalArgumentException(
          "group.name must be a word of letters, digits, - and _, not '%s'".formatted(name));
    }
  }
}
