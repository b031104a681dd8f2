package org.sluice.cli.config;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * Physical numbers by the names of a family: {@code "mean[2]" = 1.5} one of them, {@code mean =
 * 1.5} all that start so, {@code mean = [1, 1.5]} all that start so, in order.
 */
public final class NamedNumbers {

  private NamedNumbers() {}

  /**
   * Numbers in the order of {@code names}; NaN where none is given.
   *
   * @param key the table's key, for messages
   * @throws IllegalArgumentException naming a key that fits no name, or a value that is no number
   */
  public static double[] partial(String key, Map<String, JsonNode> table, List<String> names) {
    double[] numbers = new double[names.size()];
    Arrays.fill(numbers, Double.NaN);
    // Short names first, so that a single number can be set apart from those of its kind.
    for (String name : table.keySet().stream().sorted().toList()) {
      assign(key + "." + name, name, table.get(name), names, numbers);
    }
    return numbers;
  }

  /**
   * The same, but all numbers must be given.
   *
   * @throws IllegalArgumentException also if one is missing
   */
  public static double[] complete(String key, Map<String, JsonNode> table, List<String> names) {
    double[] unknown = new double[names.size()];
    Arrays.fill(unknown, Double.NaN);
    return complete(key, table, names, unknown);
  }

  /**
   * The same, but only numbers without a default must be given.
   *
   * @param defaults in the order of {@code names}; NaN where there is none
   * @throws IllegalArgumentException also if a number without a default is missing
   */
  public static double[] complete(
      String key, Map<String, JsonNode> table, List<String> names, double[] defaults) {
    double[] numbers = partial(key, table, names);
    for (int i = 0; i < numbers.length; i++) {
      if (Double.isNaN(numbers[i])) {
        numbers[i] = defaults[i];
      }
      if (Double.isNaN(numbers[i])) {
        throw new IllegalArgumentException(
            "%s.%s is missing; %s needs %s".formatted(key, names.get(i), key, listed(names)));
      }
    }
    return numbers;
  }

  private static void assign(
      String key, String name, JsonNode value, List<String> names, double[] numbers) {
    int exact = names.indexOf(name);
    if (exact >= 0) {
      numbers[exact] = number(key, value);
      return;
    }
    List<Integer> family =
        IntStream.range(0, names.size())
            .filter(i -> names.get(i).startsWith(name + "["))
            .boxed()
            .toList();
    if (family.isEmpty()) {
      TreeSet<String> known = new TreeSet<>(names.stream().map(NamedNumbers::stem).toList());
      throw new IllegalArgumentException(
          "%s is not known%s".formatted(key, Suggestion.of(name, known)));
    }
    if (value.isArray() && value.size() != family.size()) {
      throw new IllegalArgumentException(
          "%s has %d numbers, but %s are needed: %s"
              .formatted(
                  key,
                  value.size(),
                  family.size(),
                  listed(family.stream().map(names::get).toList())));
    }
    for (int k = 0; k < family.size(); k++) {
      numbers[family.get(k)] = number(key, value.isArray() ? value.get(k) : value);
    }
  }

  private static double number(String key, JsonNode value) {
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      throw new IllegalArgumentException(
          "%s must be a finite number, not %s".formatted(key, value));
    }
    return value.doubleValue();
  }

  private static String stem(String name) {
    int bracket = name.indexOf('[');
    return bracket < 0 ? name : name.substring(0, bracket);
  }

  private static String listed(List<String> names) {
    return names.size() <= 6
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, 5)) + ", … " + names.getLast();
  }
}
