package org.sluice.cli.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sluice.inversion.range.OutOfRangeException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads tables into records. The record is the declaration: its components name the keys, in snake
 * case, its {@code defaults()} gives missing values, its constructor checks. Without {@code
 * defaults()}, a table of a type that has its own is not missed, other objects are null, and
 * primitive numbers must be written. A sealed interface of records is read as the one that the key
 * {@code type} names.
 *
 * <p>All methods throw {@link IllegalArgumentException} with a sentence that names the key.
 */
final class TableReader {

  private static final String TYPE = "type";

  private TableReader() {}

  /**
   * Reads a table.
   *
   * @param path the table's key, or nothing for the config itself
   */
  static <R> R read(String path, JsonNode node, Class<R> type) {
    if (!(node instanceof ObjectNode table)) {
      throw new IllegalArgumentException(path + " must be a table");
    }
    if (type.isRecord()) {
      return type.cast(record(path, table, type));
    }
    ObjectNode rest = table.deepCopy();
    return type.cast(record(path, rest, member(path, rest.remove(TYPE), type)));
  }

  private static Class<?> member(String path, JsonNode word, Class<?> family) {
    Map<String, Class<?>> members = new LinkedHashMap<>();
    for (Class<?> each : family.getPermittedSubclasses()) {
      members.put(each.getAnnotation(TypeName.class).value(), each);
    }
    String key = key(path, TYPE);
    if (word == null) {
      throw new IllegalArgumentException(
          "%s is missing; use one of %s".formatted(key, String.join(", ", members.keySet())));
    }
    String name = (String) Values.read(key, word, String.class);
    return members.get(Choice.of(key, name, members.keySet().toArray(String[]::new)));
  }

  private static Object record(String path, ObjectNode table, Class<?> type) {
    Set<String> known = new LinkedHashSet<>();
    addKeys(RecordShape.of(type), false, known);
    for (String name : table.propertyNames()) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "%s is not a known key%s".formatted(key(path, name), Suggestion.of(name, known)));
      }
    }
    return fill(path, table, RecordShape.of(type), false, Set.of());
  }

  private static void addKeys(RecordShape shape, boolean inner, Set<String> keys) {
    for (RecordShape.Part part : shape.parts()) {
      if (part.sharesTable(inner)) {
        addKeys(RecordShape.of(part.type()), true, keys);
      } else if (part.isReadable()) {
        keys.add(part.key());
      }
    }
  }

  /**
   * A record from a table whose keys are known.
   *
   * @param inner whether the table is that of a record around this one
   * @param taken keys that are the outer record's own
   */
  private static Object fill(
      String path, ObjectNode table, RecordShape shape, boolean inner, Set<String> taken) {
    Set<String> own = new LinkedHashSet<>(taken);
    if (!inner) {
      shape.parts().stream().map(RecordShape.Part::key).forEach(own::add);
    }
    List<Object> values = new ArrayList<>();
    for (RecordShape.Part part : shape.parts()) {
      if (part.sharesTable(inner)) {
        values.add(fill(path, table, RecordShape.of(part.type()), true, own));
        continue;
      }
      JsonNode written = inner && taken.contains(part.key()) ? null : table.get(part.key());
      String key = key(path, part.key());
      requireText(key, written);
      Object value =
          written == null ? shape.defaultOf(part) : Values.read(key, written, part.genericType());
      if (value == null && part.type().isPrimitive()) {
        throw new IllegalArgumentException(key + " is missing; give it a value");
      }
      values.add(value);
    }
    try {
      Object made = shape.create(values);
      shape.parts().forEach(part -> requireFinite(key(path, part.key()), table.get(part.key())));
      return made;
    } catch (OutOfRangeException e) {
      throw new IllegalArgumentException(
          "%s %s".formatted(key(path, RecordShape.key(e.setting())), e.complaint()), e);
    }
  }

  /** A text without a letter is an unset variable or a slip, and never the default. */
  private static void requireText(String key, JsonNode written) {
    if (written != null && written.isString() && written.stringValue().isBlank()) {
      throw new IllegalArgumentException(
          "%s is empty; give it a value or leave it out".formatted(key));
    }
  }

  /** Infinity may be a default, but result.json could not repeat it. */
  private static void requireFinite(String key, JsonNode written) {
    if (written != null && written.isNumber() && Double.isInfinite(written.doubleValue())) {
      throw new IllegalArgumentException("%s must be finite; leave it out".formatted(key));
    }
  }

  private static String key(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
