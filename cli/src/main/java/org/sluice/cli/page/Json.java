package org.sluice.cli.page;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON writer of all commands. Doubles take their shortest digits that read back to the same
 * bits.
 */
public final class Json {

  public static final JsonMapper MAPPER = new JsonMapper();

  private Json() {}

  /** An empty object. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** An empty array. */
  public static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  /** Puts a number, or null where it is not finite: JSON knows no such numbers. */
  public static void put(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.putNull(name);
    }
  }

  /** On one line. */
  public static String line(ObjectNode node) {
    return MAPPER.writeValueAsString(node);
  }

  /** On indented lines. */
  public static String pretty(ObjectNode node) {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n";
  }
}
