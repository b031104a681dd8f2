package org.sluice.cli.config;

import java.util.List;
import org.sluice.cli.process.SluiceException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.toml.TomlMapper;

/**
 * A value from the command line that takes a config's place.
 *
 * @param option the option it came by, for messages
 * @param key dotted path, such as {@code loss.samples}
 * @param value the value of that key
 */
public record Setting(String option, String key, JsonNode value) {

  /**
   * From {@code key=value}, where the value is TOML, or text without quotes.
   *
   * @throws SluiceException if there is no key, or no value
   */
  public static Setting parse(String option, String text) {
    int equals = text.indexOf('=');
    String key = equals < 0 ? "" : text.substring(0, equals).strip();
    if (key.isEmpty() || List.of(key.split("\\.", -1)).contains("")) {
      throw SluiceException.input(
          "%s %s: write it as key=value, for example %s loss.samples=500", option, text, option);
    }
    String value = text.substring(equals + 1).strip();
    if (value.isEmpty()) {
      throw SluiceException.input(
          "%s %s: %s is empty; give it a value or leave it out", option, text.strip(), key);
    }
    return new Setting(option, key, value(value));
  }

  /** Whether it was typed on the command line, and not written in a file. */
  boolean isTyped() {
    return option.startsWith("--");
  }

  /** Text for a key. */
  public static Setting of(String option, String key, String value) {
    return new Setting(option, key, JsonNodeFactory.instance.stringNode(value));
  }

  /** A whole number for a key. */
  public static Setting of(String option, String key, long value) {
    return new Setting(option, key, JsonNodeFactory.instance.numberNode(value));
  }

  /** Puts the value into a config. */
  void applyTo(ObjectNode config) {
    String[] path = key.split("\\.");
    ObjectNode table = config;
    for (int i = 0; i < path.length - 1; i++) {
      JsonNode next = table.get(path[i]);
      if (next != null && next.isArray() && i + 2 < path.length) {
        next = named(next, path[i], path[i + 1]);
        i++;
      }
      if (next != null && !next.isObject()) {
        throw SluiceException.input("%s: %s is not a table", option, path[i]);
      }
      table = next == null ? table.putObject(path[i]) : (ObjectNode) next;
    }
    table.set(path[path.length - 1], value);
  }

  /** The table of a list that has the given name. */
  private JsonNode named(JsonNode tables, String list, String name) {
    for (JsonNode each : tables) {
      if (name.equals(each.path("name").asString(""))) {
        return each;
      }
    }
    throw SluiceException.input("%s: there is no %s named '%s'", option, list, name);
  }

  private static JsonNode value(String text) {
    try {
      JsonNode parsed = new TomlMapper().readTree("value = " + text).get("value");
      return parsed == null ? JsonNodeFactory.instance.stringNode(text) : parsed;
    } catch (JacksonException _) {
      return JsonNodeFactory.instance.stringNode(text);
    }
  }
}
