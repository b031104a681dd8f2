package org.sluice.cli.system.population.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sluice.cli.file.FileFailure;
import org.sluice.cli.file.WholeFile;

/**
 * A section that a later command puts at the end of a run's report, in the place of the one that it
 * put there before.
 */
final class ReportSection {

  private static final String END = "</body>";

  private ReportSection() {}

  /**
   * Puts a section into a report, if there is one.
   *
   * @param name unique among the sections, lower-case letters
   * @param html of the section
   */
  static void put(Path report, String name, String html) {
    if (!Files.isRegularFile(report)) {
      return;
    }
    try {
      String opening = "<section id=\"" + name + "\">\n";
      String closing = "</section><!-- " + name + " -->\n";
      String page = Files.readString(report);
      int from = page.indexOf(opening);
      int to = page.indexOf(closing, Math.max(from, 0));
      if (from >= 0 && to >= 0) {
        page = page.substring(0, from) + page.substring(to + closing.length());
      }
      int end = page.lastIndexOf(END);
      String before = end < 0 ? page : page.substring(0, end);
      String after = end < 0 ? "" : page.substring(end);
      WholeFile.writeText(report, before + opening + html + closing + after);
    } catch (IOException e) {
      throw FileFailure.reading(report, e);
    }
  }
}
