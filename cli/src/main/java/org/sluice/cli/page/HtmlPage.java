package org.sluice.cli.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** A page in HTML that holds its style and its figures. */
public final class HtmlPage {

  private HtmlPage() {}

  public static String of(String title, List<Block> blocks) {
    StringBuilder html = new StringBuilder();
    html.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .append("<title>%s · Sluice</title>\n<style>\n".formatted(escaped(title)))
        .append(style())
        .append("</style>\n</head>\n<body>\n<h1>%s</h1>\n".formatted(escaped(title)));
    for (Block block : blocks) {
      switch (block) {
        case Block.Heading heading -> element("h2", heading.text(), html);
        case Block.Paragraph paragraph -> element("p", paragraph.text(), html);
        case Block.Command command -> element("pre", command.text(), html);
        case Block.Table table -> add(table.rows(), html);
        case Block.Figures figures -> add(figures, html);
      }
    }
    return html.append("</body>\n</html>\n").toString();
  }

  private static void element(String name, String text, StringBuilder html) {
    html.append("<%s>%s</%s>\n".formatted(name, escaped(text), name));
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
    html.append("<div class=\"figures\">\n");
    for (LineChart chart : figures.charts()) {
      if (!chart.empty()) {
        String caption = escaped(chart.caption());
        html.append(
            "<figure><img alt=\"%s\" src=\"data:image/svg+xml;base64,%s\"><figcaption>%s</figcaption></figure>\n"
                .formatted(caption, image(chart), caption));
      }
    }
    html.append("</div>\n");
  }

  private static String image(LineChart chart) {
    return Base64.getEncoder().encodeToString(SvgChart.of(chart).getBytes(StandardCharsets.UTF_8));
  }

  private static String style() {
    try (InputStream stream = HtmlPage.class.getResourceAsStream("report.css")) {
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
