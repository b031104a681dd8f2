package org.sluice.inversion.forward;

import java.util.Map;

/**
 * Makes a forward map of the user's own, found by {@link java.util.ServiceLoader} under its name. A
 * map that is a {@link DifferentiableMap} is inverted directly, any other through a surrogate.
 */
public interface ForwardMapProvider {

  /** The name by which configs ask for the map. */
  String name();

  /**
   * The map.
   *
   * @param options what the config says beside the name, as written
   * @throws IllegalArgumentException naming an option that is missing or not usable
   */
  ForwardMap create(Map<String, String> options);
}
