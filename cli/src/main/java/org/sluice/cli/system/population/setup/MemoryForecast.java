package org.sluice.cli.system.population.setup;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.sluice.cli.process.MemoryNeed;
import org.sluice.inversion.population.Footprint;

/**
 * The memory that a run will take, told before it is allocated.
 *
 * @param rest of a run whose large sizes are smaller
 * @param parts what each large size adds to it
 */
public record MemoryForecast(Footprint rest, List<Part> parts) {

  /** Of a run without large sizes, which fits everywhere. */
  static final MemoryForecast NOTHING = new MemoryForecast(Footprint.NONE, List.of());

  /**
   * The part of one size.
   *
   * @param key of the config
   * @param value its value
   * @param takes bytes above what a smaller value takes
   */
  public record Part(String key, long value, Footprint takes) {}

  /** Copies the list. */
  public MemoryForecast {
    parts = List.copyOf(parts);
  }

  /** Both at the same time. */
  MemoryForecast plus(MemoryForecast other) {
    List<Part> all = new ArrayList<>(parts);
    all.addAll(other.parts);
    return new MemoryForecast(rest.plus(other.rest), all);
  }

  /** The whole. */
  public Footprint footprint() {
    return parts.stream().map(Part::takes).reduce(rest, Footprint::plus);
  }

  /**
   * Compares the forecast with the memory that this process may still take.
   *
   * @throws org.sluice.cli.process.SluiceException naming the key that takes most of it, if it is
   *     too much
   */
  void requireRoom() {
    if (parts.isEmpty()) {
      return;
    }
    Part most =
        parts.stream().max(Comparator.comparingLong(part -> part.takes().bytes())).orElseThrow();
    Footprint all = footprint();
    new MemoryNeed(most.key(), most.value(), all.buffers(), all.heap(), true).require();
  }
}
