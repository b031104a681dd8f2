package org.sluice.cli.system.population.report;

import java.awt.Color;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.sluice.cli.file.WholeFile;
import org.sluice.cli.page.Chart;
import org.sluice.cli.page.Curve;
import org.sluice.cli.page.HtmlPage;
import org.sluice.cli.page.Json;
import org.sluice.inversion.population.Result;
import org.sluice.inversion.population.problem.Parameter;
import org.sluice.inversion.population.settings.GradientVariant;

/** {@code report.html}: one file that needs no network. */
public final class ReportPage {

  private final Outcome outcome;
  private final Figures figures;
  private final StringBuilder html = new StringBuilder();

  private ReportPage(Outcome outcome) {
    this.outcome = outcome;
    this.figures = new Figures(outcome);
  }

  /** Writes the file. */
  public static void write(Path file, Outcome outcome) {
    WholeFile.writeText(file, new ReportPage(outcome).page());
  }

  private String page() {
    String name = outcome.setup().config().name();
    String title = name == null ? outcome.setup().label() : name;
    html.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .append("<title>")
        .append(escaped(title))
        .append(" · Sluice</title>\n")
        .append("<style>\n")
        .append(style())
        .append("</style>\n</head>\n<body>\n")
        .append("<h1>")
        .append(escaped(title))
        .append("</h1>\n");
    if (outcome.setup().config().description() != null) {
      paragraph("lead", outcome.setup().config().description());
    }
    key();
    results();
    warnings();
    surrogate();
    section("Loss");
    figures("figures wide", List.of(figures.loss()));
    section("Recovered numbers, step by step");
    figures("figures", figures.parameters());
    List<Figures.Figure> laws = figures.laws();
    if (!laws.isEmpty()) {
      section("The population");
      figures("figures", laws);
    }
    section("Data against model");
    paragraph(
        "",
        "Quantiles of the observations and of as many samples of the recovered model, projected on"
            + " unit directions. On the grey line the two agree.");
    figures("figures", figures.quantiles());
    provenance();
    return html.append("</body>\n</html>\n").toString();
  }

  private void key() {
    html.append("<p class=\"key\">");
    for (Result result : outcome.results()) {
      boolean cut = result.method().gradient() == GradientVariant.CUT;
      keyEntry(result.method().word(), Chart.color(cut ? Curve.Kind.CUT : Curve.Kind.STANDARD));
    }
    if (outcome.setup().truth() != null) {
      keyEntry("truth", Chart.color(Curve.Kind.TRUTH));
    }
    html.append("</p>\n");
  }

  private void keyEntry(String name, Color color) {
    html.append(
        "<span><i style=\"border-color:#%06x\"></i>%s</span>"
            .formatted(color.getRGB() & 0xFFFFFF, escaped(name)));
  }

  private void results() {
    section("Result");
    boolean truthKnown = outcome.setup().truth() != null;
    html.append("<div class=\"scroll\"><table class=\"numbers\">\n<thead><tr><th></th>");
    for (Result result : outcome.results()) {
      html.append("<th>").append(result.method().word()).append("</th>");
      html.append(truthKnown ? "<th>off by</th>" : "");
    }
    html.append(truthKnown ? "<th>truth</th>" : "").append("</tr></thead>\n<tbody>\n");
    Result first = outcome.results().getFirst();
    for (int i = 0; i < first.parameters().size(); i++) {
      int index = i;
      row(
          first.parameters().get(i).name(),
          outcome.results().stream().map(result -> result.parameters().get(index)).toList(),
          truthKnown ? outcome.truePopulation()[i] : Double.NaN);
    }
    for (int i = 0; i < first.noise().size(); i++) {
      int index = i;
      row(
          "noise " + first.noise().get(i).name(),
          outcome.results().stream().map(result -> result.noise().get(index)).toList(),
          truthKnown ? outcome.trueNoise()[i] : Double.NaN);
    }
    List<List<Parameter>> populations =
        outcome.results().stream()
            .map(result -> Population.estimated(outcome.setup(), result))
            .toList();
    double[] truePopulation = Population.truth(outcome.setup());
    for (int i = 0; i < populations.getFirst().size(); i++) {
      int index = i;
      row(
          "population " + populations.getFirst().get(i).name(),
          populations.stream().map(moments -> moments.get(index)).toList(),
          truthKnown ? truePopulation[i] : Double.NaN);
    }
    html.append("</tbody>\n</table></div>\n");
    for (int i = 0; i < outcome.results().size(); i++) {
      Result result = outcome.results().get(i);
      paragraph(
          "",
          "%s: loss %.4g ± %.2g; %d steps in %.1f s with %d samples and %d slices each; stopped by %s. Identifiability: %s."
              .formatted(
                  result.method().word(),
                  result.loss().squared(),
                  result.loss().standardError(),
                  result.run().steps(),
                  result.run().seconds(),
                  result.run().samples(),
                  result.run().slices(),
                  Words.of(result.run().stopped()),
                  outcome.identified().get(i).sentence()));
    }
    if (outcome.results().size() > 1) {
      paragraph(
          "",
          "The losses of the two gradients cannot be compared: the standard gradient lowers its loss"
              + " by inflating the noise, which is the metric's weight.");
    }
  }

  private void row(String name, List<Parameter> estimates, double truth) {
    html.append("<tr><td>").append(escaped(name)).append("</td>");
    for (Parameter estimate : estimates) {
      html.append("<td>%.5g</td>".formatted(estimate.value()));
      if (!Double.isNaN(truth)) {
        String error =
            truth == 0
                ? "%+.2g".formatted(estimate.value())
                : "%+.1f %%".formatted(100 * (estimate.value() - truth) / Math.abs(truth));
        html.append("<td>").append(error).append("</td>");
      }
    }
    html.append(Double.isNaN(truth) ? "" : "<td>%.5g</td>".formatted(truth)).append("</tr>\n");
  }

  private void warnings() {
    for (Result result : outcome.results()) {
      for (String warning : result.warnings()) {
        paragraph("warning", result.method().word() + ": " + warning);
      }
    }
  }

  private void surrogate() {
    List<String> sentences = SurrogateSummary.sentences(outcome);
    if (!sentences.isEmpty()) {
      section("The surrogate");
      sentences.forEach(sentence -> paragraph("", sentence));
    }
  }

  private void provenance() {
    section("Provenance");
    paragraph(
        "",
        "Data: %s observations, %s. Seed %d, %s backend, %s, %d threads."
            .formatted(
                outcome.setup().problem().groups().stream()
                    .map(group -> group.data().shape())
                    .collect(Collectors.joining(", ")),
                ResultFile.dataHash(outcome.setup().problem()),
                outcome.setup().config().seed(),
                outcome.backend(),
                outcome.setup().config().run().precision(),
                outcome.setup().config().run().threads()));
    html.append("<pre>")
        .append(escaped(Json.pretty(ResultFile.versions()).strip()))
        .append("\n")
        .append(escaped(Json.pretty(outcome.setup().tree()).strip()))
        .append("</pre>\n");
  }

  private void section(String title) {
    html.append("<h2>").append(escaped(title)).append("</h2>\n");
  }

  private void paragraph(String style, String text) {
    html.append(style.isEmpty() ? "<p>" : "<p class=\"" + style + "\">")
        .append(escaped(text))
        .append("</p>\n");
  }

  private void figures(String style, List<Figures.Figure> figures) {
    html.append("<div class=\"").append(style).append("\">\n");
    for (Figures.Figure figure : figures) {
      String caption = escaped(figure.caption());
      html.append("<figure><img alt=\"%s\" src=\"".formatted(caption))
          .append(figure.chart().dataAddress())
          .append("\"><figcaption>")
          .append(caption)
          .append("</figcaption></figure>\n");
    }
    html.append("</div>\n");
  }

  private static String style() {
    try (InputStream stream = HtmlPage.class.getResourceAsStream("report.css")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
