package org.sluice.cli.page;

import java.util.List;

/** A part of a page, whatever the page is written in. */
public sealed interface Block {

  /** The title of a section. */
  record Heading(String text) implements Block {}

  /** Sentences that say what the page is about. */
  record Lead(String text) implements Block {}

  /** Sentences. */
  record Paragraph(String text) implements Block {}

  /** Sentences that the reader must not miss. */
  record Warning(String text) implements Block {}

  /** Lines to be shown as they are: a command line, a config. */
  record Verbatim(String text) implements Block {}

  /** Cells in rows, the header being the first row. */
  record Table(List<List<String>> rows) implements Block {}

  /** Charts side by side; empty ones are left out. */
  record Figures(List<Chart> charts) implements Block {

    /** The charts that show something. */
    public List<Chart> shown() {
      return charts.stream().filter(chart -> !chart.empty()).toList();
    }
  }
}
