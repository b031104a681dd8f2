package org.sluice.cli.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Nested tables as one table: {@code {loss = {slices = 5}}} as {@code "loss.slices" = 5}. */
final class DottedKeys {

  private DottedKeys() {}

  /** All values that are no tables, by their dotted keys, in their order; none if null. */
  static Map<String, JsonNode> of(Map<String, JsonNode> table) {
    Map<String, JsonNode> flat = new LinkedHashMap<>();
    if (table != null) {
      table.forEach((key, value) -> add(key, value, flat));
    }
    return Collections.unmodifiableMap(flat);
  }

  private static void add(String key, JsonNode value, Map<String, JsonNode> flat) {
    if (value.isObject()) {
      value.properties().forEach(each -> add(key + "." + each.getKey(), each.getValue(), flat));
    } else {
      flat.put(key, value);
    }
  }
}
