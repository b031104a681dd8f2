package org.sluice.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class ReportTest {

  private static Report report() {
    Report report = new Report();
    report.condition("CPU", "a \"fast\" one");
    Table table = new Table("Losses", "By hand.", "size", "ms", "goal");
    table.row("500x50x100", 0.123456, Goal.atMost(1.35)).row("more", Double.NaN, null);
    report.table(table);
    report.remark("A peer is missing.");
    return report;
  }

  @Test
  void markdownShowsThreeDigitsAndLeavesEmptyWhatIsUnknown() {
    assertThat(report().markdown())
        .isEqualTo(
            """
            - CPU: a "fast" one

            ### Losses

            By hand.

            | size | ms | goal |
            | --- | --- | --- |
            | 500x50x100 | 0.123 | ≤ 1.35 |
            | more | – |  |

            - A peer is missing.
            """);
  }

  @Test
  void jsonKeepsAllDigitsAndEscapes() {
    assertThat(report().json())
        .isEqualTo(
            "{\"conditions\":{\"CPU\":\"a \\\"fast\\\" one\"},\"tables\":[{\"title\":\"Losses\","
                + "\"method\":\"By hand.\",\"rows\":[{\"size\":\"500x50x100\",\"ms\":0.123456,"
                + "\"goal\":\"≤ 1.35\"},{\"size\":\"more\",\"ms\":null,\"goal\":null}]}],"
                + "\"remarks\":[\"A peer is missing.\"]}\n");
  }

  @Test
  void chartIsWellFormedAndMarksWhatIsMissed() throws Exception {
    BarChart chart = new BarChart("A & B");
    assertThat(chart.svg()).isNull();
    chart.bar("met", 12, Goal.atLeast(10));
    chart.bar("missed", 0.5, Goal.atLeast(10));
    String svg = chart.svg();
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
    assertThat(svg).contains("A &amp; B", "fill=\"#4b9b6e\"", "fill=\"#e08a3c\"");
  }

  @Test
  void refusesRowsOfAnotherLength() {
    assertThatThrownBy(() -> new Table("T", "M", "a", "b").row(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the table 'T' has 2 columns, but a row has 1 cells");
  }
}
