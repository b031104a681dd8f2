package org.sluice.cli.config;

import java.util.Collection;
import java.util.Comparator;

/** The nearest of some known words to one that is not known. */
public final class Suggestion {

  private Suggestion() {}

  /** {@code ; did you mean nearest?} if a word is near, else {@code ; known are …}. */
  public static String of(String word, Collection<String> known) {
    String nearest = nearest(word, known);
    if (!nearest.isEmpty()) {
      return nearest;
    }
    return known.isEmpty() ? "; none is possible here" : "; known are " + String.join(", ", known);
  }

  /** {@code ; did you mean nearest?} if a word is near, else nothing. */
  public static String nearest(String word, Collection<String> known) {
    String nearest =
        known.stream()
            .min(Comparator.comparingInt((String each) -> distance(word, each)))
            .orElse("");
    boolean near =
        distance(word, nearest) <= Math.max(1, Math.min(word.length(), nearest.length()) / 2);
    return near && !nearest.isEmpty() ? "; did you mean %s?".formatted(nearest) : "";
  }

  /** Damerau's and Levenshtein's distance, for adjacent transpositions. */
  private static int distance(String a, String b) {
    int[][] table = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          table[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least = Math.min(table[i - 1][j], table[i][j - 1]) + 1;
        least = Math.min(least, table[i - 1][j - 1] + change);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        table[i][j] = swapped ? Math.min(least, table[i - 2][j - 2] + 1) : least;
      }
    }
    return table[a.length()][b.length()];
  }
}
