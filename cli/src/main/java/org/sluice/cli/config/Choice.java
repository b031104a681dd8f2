package org.sluice.cli.config;

import java.util.List;
import org.sluice.inversion.range.OutOfRangeException;

/** A word that must be one of a few. */
public final class Choice {

  private Choice() {}

  /**
   * Requires one of some words.
   *
   * @param setting its name, for the message
   * @throws OutOfRangeException listing them, and naming the nearest if one is near
   */
  public static String of(String setting, String word, String... choices) {
    List<String> known = List.of(choices);
    if (!known.contains(word)) {
      throw new OutOfRangeException(
          setting,
          "must be one of %s, not '%s'%s"
              .formatted(String.join(", ", known), word, Suggestion.nearest(word, known)));
    }
    return word;
  }
}
