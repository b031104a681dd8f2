package org.sluice.cli.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sluice.cli.file.FileFailure;
import org.sluice.cli.file.WholeFile;

/**
 * A section that a later command puts at the end of an HTML page, in the place of the one that it
 * put there before.
 */
public final class HtmlSection {

  private static final String END = "</body>";

  private HtmlSection() {}

  /**
   * Puts a section into a page, if there is that file.
   *
   * @param name unique among the sections, lower-case letters
   * @param blocks of the section
   */
  public static void put(Path file, String name, List<Block> blocks) {
    if (!Files.isRegularFile(file)) {
      return;
    }
    try {
      String opening = "<section id=\"" + name + "\">\n";
      String closing = "</section><!-- " + name + " -->\n";
      String page = Files.readString(file);
      int from = page.indexOf(opening);
      int to = page.indexOf(closing, Math.max(from, 0));
      if (from >= 0 && to >= 0) {
        page = page.substring(0, from) + page.substring(to + closing.length());
      }
      int end = page.lastIndexOf(END);
      String before = end < 0 ? page : page.substring(0, end);
      String after = end < 0 ? "" : page.substring(end);
      WholeFile.writeText(file, before + opening + HtmlPage.body(blocks) + closing + after);
    } catch (IOException e) {
      throw FileFailure.reading(file, e);
    }
  }
}
