package org.sluice.cli.config;

import java.lang.reflect.Array;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Reads single values. Enums are written by their {@code word()}, an {@link OptionalInt} as a whole
 * number or {@code "auto"}.
 */
final class Values {

  private static final String AUTO = "auto";
  private static final int SHOWN = 40;
  private static final Set<Class<?>> PLAIN =
      Set.of(
          Integer.class,
          Long.class,
          Double.class,
          Boolean.class,
          String.class,
          OptionalInt.class,
          JsonNode.class,
          List.class,
          Map.class);

  private Values() {}

  /** Whether values of a type can be written. */
  static boolean isReadable(Class<?> type) {
    return type.isPrimitive()
        || type.isArray()
        || type.isEnum()
        || type.isRecord()
        || isFamily(type)
        || PLAIN.contains(type);
  }

  private static boolean isFamily(Class<?> type) {
    return type.isSealed()
        && type.isInterface()
        && Stream.of(type.getPermittedSubclasses())
            .allMatch(each -> each.isAnnotationPresent(TypeName.class));
  }

  /**
   * A value of a type.
   *
   * @throws IllegalArgumentException naming the key, if it is of another
   */
  static Object read(String key, JsonNode node, Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      return generic.getRawType() == List.class
          ? list(key, node, arguments[0])
          : map(key, node, arguments[1]);
    }
    return plain(key, node, (Class<?>) type);
  }

  private static Object plain(String key, JsonNode node, Class<?> type) {
    if (type == int.class || type == Integer.class) {
      return wholeInt(key, node);
    }
    if (type == long.class || type == Long.class) {
      return wholeLong(key, node);
    }
    if (type == double.class || type == Double.class) {
      require(node.isNumber(), key, "a number");
      return node.doubleValue();
    }
    if (type == boolean.class || type == Boolean.class) {
      require(node.isBoolean(), key, "true or false");
      return node.booleanValue();
    }
    if (type == String.class) {
      require(node.isString(), key, "text in quotes");
      return node.stringValue();
    }
    if (type == OptionalInt.class) {
      return optional(key, node);
    }
    if (type == JsonNode.class) {
      return node;
    }
    if (type.isEnum()) {
      return constant(key, (String) plain(key, node, String.class), type);
    }
    return type.isArray() ? array(key, node, type.getComponentType()) : table(key, node, type);
  }

  private static Object table(String key, JsonNode node, Class<?> type) {
    return TableReader.read(key, node, type);
  }

  private static int wholeInt(String key, JsonNode node) {
    long value = wholeLong(key, node);
    if (value != (int) value) {
      throw new IllegalArgumentException(key + " is too large a number");
    }
    return (int) value;
  }

  private static long wholeLong(String key, JsonNode node) {
    require(node.isIntegralNumber(), key, "a whole number");
    if (!node.canConvertToLong()) {
      throw new IllegalArgumentException(key + " is too large a number");
    }
    return node.longValue();
  }

  private static OptionalInt optional(String key, JsonNode node) {
    if (node.isString() && node.stringValue().equals(AUTO)) {
      return OptionalInt.empty();
    }
    if (!node.isIntegralNumber()) {
      throw new IllegalArgumentException(
          "%s must be a whole number or \"%s\", not %s".formatted(key, AUTO, node));
    }
    return OptionalInt.of(wholeInt(key, node));
  }

  private static Object constant(String key, String word, Class<?> type) {
    Map<String, Object> constants = new LinkedHashMap<>();
    for (Object each : type.getEnumConstants()) {
      constants.put(word(each), each);
    }
    return constants.get(Choice.of(key, word, constants.keySet().toArray(String[]::new)));
  }

  /** The word of an enum's constant. */
  static String word(Object constant) {
    return (String) RecordShape.call(() -> constant.getClass().getMethod("word").invoke(constant));
  }

  private static List<Object> list(String key, JsonNode node, Type entries) {
    if (!node.isArray()) {
      throw new IllegalArgumentException(
          "%s must be %s, not %s".formatted(key, listOf(entries), shown(node)));
    }
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      list.add(read("%s[%d]".formatted(key, i + 1), node.get(i), entries));
    }
    return list;
  }

  /** The words for a list of some entries. */
  private static String listOf(Type entries) {
    if (entries == double[].class) {
      return "a list of lists of numbers such as [[1, 0.5], [2, 3]]";
    }
    return entries == double.class ? "a list of numbers such as [1, 0.5]" : "a list";
  }

  private static String shown(JsonNode node) {
    String text = node.toString();
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }

  private static Object array(String key, JsonNode node, Class<?> entries) {
    List<Object> list = list(key, node, entries);
    Object array = Array.newInstance(entries, list.size());
    for (int i = 0; i < list.size(); i++) {
      Array.set(array, i, list.get(i));
    }
    return array;
  }

  private static Map<String, Object> map(String key, JsonNode node, Type values) {
    require(node.isObject(), key, "a table");
    Map<String, Object> map = new LinkedHashMap<>();
    node.forEachEntry((name, value) -> map.put(name, read(key + "." + name, value, values)));
    return map;
  }

  private static void require(boolean fits, String key, String expected) {
    if (!fits) {
      throw new IllegalArgumentException("%s must be %s".formatted(key, expected));
    }
  }
}
