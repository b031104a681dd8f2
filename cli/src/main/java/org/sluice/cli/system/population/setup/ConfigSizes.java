package org.sluice.cli.system.population.setup;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The keys of a config whose values are sizes: memory grows with them. */
final class ConfigSizes {

  /** The number of data, where they are simulated. */
  static final String SIMULATED = "data.simulate";

  /**
   * The largest number of rows that is not called large: above 200,000 points the loss takes fewer
   * directions at a time.
   */
  static final long MOST_ROWS = 1L << 18;

  private static final List<String> ROWS = List.of(SIMULATED, "loss.samples");

  /** Sizes other than numbers of rows, and their largest values that are not called large. */
  private static final Map<String, Long> LARGEST =
      Map.ofEntries(
          Map.entry("loss.slices", 1L << 12),
          Map.entry("surrogate.hidden", 1L << 9),
          Map.entry("surrogate.width", 1L << 7),
          Map.entry("surrogate.grid", 1L << 9),
          Map.entry("surrogate.batch", 1L << 12),
          Map.entry("surrogate.mini_batch", 1L << 12),
          Map.entry("surrogate.members", 1L << 3),
          Map.entry("surrogate.presolves", 1L << 16),
          Map.entry("surrogate.certificate", 1L << 16),
          Map.entry("population.units", 1L << 9),
          Map.entry("population.components", 1L << 5),
          Map.entry("forward.count", 1L << 8),
          Map.entry("forward.dimension", 1L << 8),
          Map.entry("forward.nodes", 1L << 8),
          Map.entry("forward.elements", 1L << 8),
          Map.entry("forward.sensors", 1L << 9),
          Map.entry("forward.times", 1L << 9),
          Map.entry("forward.variables", 1L << 9),
          Map.entry("forward.slow", 1L << 9),
          Map.entry("forward.fast", 1L << 7));

  private ConfigSizes() {}

  /** The sizes that a config names. A list counts as its largest number. */
  static Map<String, Long> of(ObjectNode tree) {
    Map<String, Long> sizes = new LinkedHashMap<>();
    Stream.concat(ROWS.stream(), LARGEST.keySet().stream().sorted())
        .forEach(key -> {
          JsonNode value = tree.at("/" + key.replace('.', '/'));
          long largest =
              value.isArray()
                  ? value.valueStream().mapToLong(each -> each.asLong(0)).max().orElse(0)
                  : value.asLong(0);
          if (largest > 0) {
            sizes.put(key, largest);
          }
        });
    return sizes;
  }

  /** The same sizes, but those that are large as large as they may be without being called so. */
  static Map<String, Long> atMost(long rows, Map<String, Long> sizes) {
    Map<String, Long> smaller = new LinkedHashMap<>();
    sizes.forEach(
        (key, value) -> smaller.put(key, Math.min(value, LARGEST.getOrDefault(key, rows))));
    return smaller;
  }

  /** How many times as large as that a size is. */
  static double excess(String key, long value) {
    return (double) value / LARGEST.getOrDefault(key, MOST_ROWS);
  }

  /** Whether a size is a number of rows, with which memory grows in proportion. */
  static boolean areRows(String key) {
    return ROWS.contains(key);
  }
}
