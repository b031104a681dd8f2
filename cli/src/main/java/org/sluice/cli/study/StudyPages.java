package org.sluice.cli.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.sluice.cli.file.WholeFile;
import org.sluice.cli.page.Block;
import org.sluice.cli.page.Chart;
import org.sluice.cli.page.HtmlPage;
import org.sluice.cli.page.MarkdownPage;
import org.sluice.cli.page.SvgChart;
import org.sluice.cli.page.TextTable;

/** The pages of a finished study: {@code report.html}, a Markdown page and text for a terminal. */
public final class StudyPages {

  private static final int MOST_PARAMETERS = 12;

  private final StudyOutcome outcome;
  private final StudyFigures figures;
  private final StudyNumbers numbers;
  private final String commandLine;

  /**
   * Creates the pages.
   *
   * @param commandLine with which a user gets the same numbers
   */
  public StudyPages(StudyOutcome outcome, String commandLine) {
    this.outcome = outcome;
    this.commandLine = commandLine;
    figures = new StudyFigures(outcome);
    numbers = new StudyNumbers(outcome);
  }

  /** Writes the report: one file that needs no network. */
  public void writeReport(Path file) {
    WholeFile.writeText(file, HtmlPage.of(outcome.plan().config().name(), blocks(true)));
  }

  /**
   * Writes the Markdown page, and its figures as SVG files into a folder of the same name beside
   * it.
   */
  public void writePage(Path file) {
    String name = file.getFileName().toString().replaceFirst("\\.md$", "");
    Path folder = file.resolveSibling(name);
    WholeFile.makeFolder(folder);
    List<Block> blocks = blocks(false);
    for (Block block : blocks) {
      if (block instanceof Block.Figures figures) {
        for (Chart chart : figures.shown()) {
          WholeFile.writeText(folder.resolve(chart.name() + ".svg"), SvgChart.of(chart));
        }
      }
    }
    WholeFile.writeText(file, MarkdownPage.of(outcome.plan().config().name(), name, blocks));
  }

  /** The errors of the headline quantities as tables for a terminal. */
  public String text() {
    List<String> names = outcome.errors().names();
    StringBuilder text = new StringBuilder();
    for (int p : outcome.errors().headlines()) {
      text.append("root mean square error of ").append(names.get(p)).append('\n');
      text.append(TextTable.of(numbers.errors(p)));
    }
    return text.toString();
  }

  /**
   * The blocks of a page.
   *
   * @param whole true to show medians and quartiles too, which would make a Markdown page twice as
   *     long
   */
  private List<Block> blocks(boolean whole) {
    StudyPlan plan = outcome.plan();
    List<String> names = outcome.errors().names();
    int[] shown = IntStream.range(0, Math.min(names.size(), MOST_PARAMETERS)).toArray();
    List<Block> blocks = new ArrayList<>();
    if (plan.config().description() != null) {
      for (String paragraph : plan.config().description().strip().split("\\n\\s*\\n")) {
        blocks.add(new Block.Paragraph(paragraph.replace('\n', ' ')));
      }
    }
    blocks.add(new Block.Verbatim(commandLine));
    blocks.add(
        new Block.Paragraph(
            "%d combinations, %d repetitions of each, seed %d, %s backend, one thread a cell.%s"
                .formatted(
                    outcome.grid().combinations().size(),
                    plan.study().repetitions(),
                    plan.study().seed(),
                    outcome.grid().backend(),
                    outcome.leftOut() == 0
                        ? ""
                        : " %d cells did not fit into memory.".formatted(outcome.leftOut()))));
    if (outcome.arrivals() != null) {
      addArrivals(blocks);
    }
    for (int p : shown) {
      blocks.add(new Block.Heading("Error of " + names.get(p)));
      blocks.add(new Block.Table(numbers.errors(p)));
      if (whole) {
        blocks.add(new Block.Paragraph("Medians over repetitions, and in brackets the quartiles:"));
        blocks.add(new Block.Table(numbers.quartiles(p)));
      }
      blocks.add(new Block.Figures(figures.errors(p)));
    }
    if (plan.converges()) {
      int last = names.size() - 1;
      blocks.add(new Block.Heading("Distance from the last " + plan.abscissa().key()));
      blocks.add(
          new Block.Paragraph(
              "Root mean square difference, on the same data with the same random numbers, from the estimates at %s = %s (%s)."
                  .formatted(
                      plan.abscissa().key(), plan.abscissa().values().getLast(), names.get(last))));
      blocks.add(new Block.Table(numbers.distances(last)));
      blocks.add(new Block.Figures(figures.distances(last)));
    }
    if (outcome.theory() != null) {
      blocks.add(new Block.Heading("Bias, and what theory predicts"));
      blocks.add(new Block.Figures(figures.biases()));
    }
    if (plan.compared() >= 0) {
      addComparisons(shown, names, blocks);
    }
    blocks.add(new Block.Heading("Powers"));
    blocks.add(
        new Block.Paragraph(
            "The power of %s with which errors, the time of a step and memory go, fitted by least squares to logarithms, with its 95 %% interval."
                .formatted(plan.abscissa().key())));
    blocks.add(new Block.Table(numbers.slopes()));
    blocks.add(new Block.Heading("Cost"));
    blocks.add(new Block.Table(numbers.costs()));
    blocks.add(new Block.Figures(figures.costs()));
    return blocks;
  }

  private void addArrivals(List<Block> blocks) {
    blocks.add(new Block.Heading("Cost to arrive"));
    blocks.add(new Block.Paragraph(outcome.arrivals().summary()));
    blocks.add(
        new Block.Paragraph(
            "For each combination, the repetitions that ended arrived and the verdicts of the others, and of those that arrived the median forward solves, in thousands, and the median seconds on one thread, both with the verdict's own."));
    blocks.add(new Block.Table(numbers.arrivals()));
    blocks.add(new Block.Figures(figures.arrivals()));
    if (outcome.plan().config().summary().arrived()) {
      blocks.add(new Block.Paragraph("All that follows is of the repetitions that arrived."));
    }
  }

  private void addComparisons(int[] shown, List<String> names, List<Block> blocks) {
    blocks.add(new Block.Heading("Paired sign tests"));
    blocks.add(
        new Block.Paragraph(
            "On how many data sets the first errs less than the second, and more, with the two-sided p-value."));
    for (int p : shown) {
      blocks.add(new Block.Paragraph(names.get(p) + ":"));
      blocks.add(new Block.Table(numbers.comparisons(p)));
    }
  }
}
