package org.sluice.cli.config;

import java.util.List;

/** Checks of single values; messages name the key. */
public final class Require {

  private Require() {}

  public static <T> T present(String key, T value) {
    if (value == null) {
      throw new IllegalArgumentException("%s is missing; give it a value".formatted(key));
    }
    return value;
  }

  public static int atLeast(String key, int least, int value) {
    if (value < least) {
      throw new IllegalArgumentException(
          "%s must be at least %d, not %d".formatted(key, least, value));
    }
    return value;
  }

  public static double positive(String key, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          "%s must be more than 0 and finite, not %s".formatted(key, value));
    }
    return value;
  }

  public static double notNegative(String key, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          "%s must be 0 or more and finite, not %s".formatted(key, value));
    }
    return value;
  }

  public static double fraction(String key, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("%s must be from 0 to 1, not %s".formatted(key, value));
    }
    return value;
  }

  public static String oneOf(String key, String value, String... choices) {
    List<String> known = List.of(choices);
    if (!known.contains(value)) {
      throw new IllegalArgumentException(
          "%s must be one of %s, not '%s'%s"
              .formatted(key, String.join(", ", known), value, nearest(value, known)));
    }
    return value;
  }

  private static String nearest(String value, List<String> known) {
    String suggestion = Suggestion.of(value, known);
    return suggestion.startsWith("; did") ? suggestion : "";
  }
}
