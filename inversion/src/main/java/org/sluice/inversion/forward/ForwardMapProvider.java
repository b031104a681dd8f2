package org.sluice.inversion.forward;

import java.util.Map;

/**
 * Makes a user's own forward map. Providers are found by {@link java.util.ServiceLoader} and chosen
 * by name. A {@link DifferentiableMap} is inverted directly, any other map through a surrogate.
 */
public interface ForwardMapProvider {

  /** The name that selects the map in a config. */
  String name();

  /**
   * Makes the map.
   *
   * @param options the other keys of the config's table and their values, as written
   * @throws IllegalArgumentException naming an option that is missing or invalid
   */
  ForwardMap create(Map<String, String> options);
}
