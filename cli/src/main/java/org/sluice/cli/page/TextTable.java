package org.sluice.cli.page;

import java.util.List;

/** A table in columns of equal width, for a terminal. */
public final class TextTable {

  private TextTable() {}

  public static String of(List<List<String>> rows) {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int j = 0; j < widths.length; j++) {
        widths[j] = Math.max(widths[j], row.get(j).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      for (int j = 0; j < widths.length; j++) {
        text.append("  ").append(" ".repeat(widths[j] - row.get(j).length())).append(row.get(j));
      }
      text.append('\n');
    }
    return text.toString();
  }
}
