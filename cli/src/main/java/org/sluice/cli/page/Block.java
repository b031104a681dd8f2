package org.sluice.cli.page;

import java.util.List;

/** A part of a page, whatever the page is written in. */
public sealed interface Block {

  /** The title of a section. */
  record Heading(String text) implements Block {}

  /** Sentences. */
  record Paragraph(String text) implements Block {}

  /** A command line. */
  record Command(String text) implements Block {}

  /** Cells in rows, the header being the first row. */
  record Table(List<List<String>> rows) implements Block {}

  /** Charts side by side. */
  record Figures(List<LineChart> charts) implements Block {}
}
