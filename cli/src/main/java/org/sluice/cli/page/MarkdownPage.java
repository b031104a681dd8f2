package org.sluice.cli.page;

import java.util.Collections;
import java.util.List;

/** A page in Markdown, with its figures in a folder. */
public final class MarkdownPage {

  private MarkdownPage() {}

  /**
   * The page of a title and the blocks below it.
   *
   * @param folder of the figures, as seen from the page
   */
  public static String of(String title, String folder, List<Block> blocks) {
    StringBuilder text = new StringBuilder("# ").append(title).append("\n");
    for (Block block : blocks) {
      text.append('\n');
      switch (block) {
        case Block.Heading heading -> text.append("## ").append(heading.text()).append('\n');
        case Block.Lead lead -> text.append(lead.text()).append('\n');
        case Block.Paragraph paragraph -> text.append(paragraph.text()).append('\n');
        case Block.Warning warning ->
            text.append("**Warning:** ").append(warning.text()).append('\n');
        case Block.Verbatim verbatim -> text.append(verbatim.text().strip().indent(4));
        case Block.Table table -> add(table.rows(), text);
        case Block.Figures figures ->
            figures
                .shown()
                .forEach(chart ->
                    text.append(
                        "![%s](%s/%s.svg)\n".formatted(chart.caption(), folder, chart.name())));
      }
    }
    return text.toString();
  }

  private static void add(List<List<String>> rows, StringBuilder text) {
    addRow(rows.getFirst(), text);
    addRow(Collections.nCopies(rows.getFirst().size(), "---:"), text);
    rows.subList(1, rows.size()).forEach(row -> addRow(row, text));
  }

  private static void addRow(List<String> row, StringBuilder text) {
    text.append("| ").append(String.join(" | ", row)).append(" |\n");
  }
}
