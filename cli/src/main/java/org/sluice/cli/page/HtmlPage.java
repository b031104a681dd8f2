package org.sluice.cli.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** A page in HTML that holds its style and its figures, and so needs no network. */
public final class HtmlPage {

  private static final String FIGURE =
      "<figure><img alt=\"%s\" src=\"data:image/svg+xml;base64,%s\"><figcaption>%s</figcaption></figure>\n";

  private HtmlPage() {}

  /** The page of a title and the blocks below it. */
  public static String of(String title, List<Block> blocks) {
    return "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        + "<title>%s · Sluice</title>\n<style>\n".formatted(escaped(title))
        + style()
        + "</style>\n</head>\n<body>\n<h1>%s</h1>\n".formatted(escaped(title))
        + body(blocks)
        + "</body>\n</html>\n";
  }

  /** A part of a page's body. */
  static String body(List<Block> blocks) {
    StringBuilder html = new StringBuilder();
    for (Block block : blocks) {
      switch (block) {
        case Block.Heading heading -> element("h2", "", heading.text(), html);
        case Block.Lead lead -> element("p", " class=\"lead\"", lead.text(), html);
        case Block.Paragraph paragraph -> element("p", "", paragraph.text(), html);
        case Block.Warning warning -> element("p", " class=\"warning\"", warning.text(), html);
        case Block.Verbatim verbatim -> element("pre", "", verbatim.text(), html);
        case Block.Table table -> add(table.rows(), html);
        case Block.Figures figures -> add(figures, html);
      }
    }
    return html.toString();
  }

  private static void element(String name, String attribute, String text, StringBuilder html) {
    html.append("<%s%s>%s</%s>\n".formatted(name, attribute, escaped(text), name));
  }

  private static void add(List<List<String>> rows, StringBuilder html) {
    html.append("<div class=\"scroll\"><table class=\"numbers\">\n<thead>");
    add(rows.getFirst(), "th", html);
    html.append("</thead>\n<tbody>\n");
    rows.subList(1, rows.size()).forEach(row -> add(row, "td", html));
    html.append("</tbody>\n</table></div>\n");
  }

  private static void add(List<String> row, String element, StringBuilder html) {
    html.append("<tr>");
    row.forEach(cell -> html.append("<%s>%s</%s>".formatted(element, escaped(cell), element)));
    html.append("</tr>\n");
  }

  private static void add(Block.Figures figures, StringBuilder html) {
    List<Chart> charts = figures.shown();
    boolean wide = charts.stream().anyMatch(Chart::wide);
    html.append(wide ? "<div class=\"figures wide\">\n" : "<div class=\"figures\">\n");
    for (Chart chart : charts) {
      String caption = escaped(chart.caption());
      byte[] image = SvgChart.of(chart).getBytes(StandardCharsets.UTF_8);
      String encoded = Base64.getEncoder().encodeToString(image);
      html.append(FIGURE.formatted(caption, encoded, caption));
    }
    html.append("</div>\n");
  }

  private static String style() {
    try (InputStream stream = HtmlPage.class.getResourceAsStream("page.css")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
