package org.sluice.inversion.population;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program in {@code docs/inverting.md} compiles and recovers what its data were made of. */
class InvertingPageTest {

  private static final Path PAGE = Path.of("../docs/inverting.md");

  private static final Pattern INTERVAL =
      Pattern.compile("(.+) (\\S+) Range\\[lower=(\\S+), upper=(\\S+)]");

  @Test
  void theProgramOnThePageRecoversThePopulationAndTheNoise(@TempDir Path folder) throws Exception {
    compile(block("java"), folder);
    String printed = run(folder);
    List<Matcher> lines = printed.lines().map(INTERVAL::matcher).filter(Matcher::matches).toList();
    double[] truth = {20, 5, 4, 1, 0.15};
    double[] tolerances = {1, 0.3, 1, 0.3, 0.01};
    assertThat(lines).hasSize(truth.length);
    for (int i = 0; i < truth.length; i++) {
      double estimate = Double.parseDouble(lines.get(i).group(2));
      assertThat(estimate).as(lines.get(i).group(1)).isCloseTo(truth[i], within(tolerances[i]));
      assertThat(estimate)
          .isBetween(
              Double.parseDouble(lines.get(i).group(3)), Double.parseDouble(lines.get(i).group(4)));
    }
    assertThat(printed.lines()).contains("verdict arrived");
    double[] errors = numbers(printed, "errors to first order ");
    assertThat(errors).hasSize(truth.length);
    for (int i = 0; i < truth.length; i++) {
      assertThat(errors[i]).isBetween(tolerances[i] / 10, tolerances[i] / 2);
    }
    // The data are the model's own. Ten intervals of level 0.9 say little of their coverage.
    assertThat(numbers(printed, "p-value of the fit ")[0]).isGreaterThan(0.05);
    double[] coverage = numbers(printed, "coverage ");
    assertThat(coverage).hasSize(truth.length);
    assertThat(Arrays.stream(coverage).boxed()).isSubsetOf(0.0, 0.5, 1.0);
    assertThat(Arrays.stream(coverage).average().orElseThrow()).isGreaterThanOrEqualTo(0.5);
  }

  private static double[] numbers(String lines, String before) {
    String line = lines.lines().filter(each -> each.startsWith(before)).findFirst().orElseThrow();
    return Arrays.stream(line.substring(before.length()).replaceAll("[\\[\\]]", "").split(", "))
        .mapToDouble(Double::parseDouble)
        .toArray();
  }

  @Test
  void theCoordinatesOnThePageAreTheArtefacts() throws Exception {
    String pom = Files.readString(Path.of("pom.xml"));
    String version = pom.replaceAll("(?s).*?<version>(.*?)</version>.*", "$1");
    assertThat(block("xml"))
        .contains("<artifactId>inversion</artifactId>")
        .contains("<version>" + version + "</version>");
    assertThat(pom).contains("<artifactId>inversion</artifactId>");
  }

  private static String block(String language) throws Exception {
    Matcher matcher =
        Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(Files.readString(PAGE));
    assertThat(matcher.find()).as("a block of %s in %s", language, PAGE).isTrue();
    return matcher.group(1);
  }

  private static void compile(String program, Path folder) {
    JavaFileObject source =
        new SimpleJavaFileObject(
            URI.create("string:///Inverting.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return program;
          }
        };
    StringWriter messages = new StringWriter();
    List<String> options =
        List.of(
            "-Xlint:all",
            "-Werror",
            "-cp",
            System.getProperty("java.class.path"),
            "-d",
            folder.toString());
    boolean compiled =
        ToolProvider.getSystemJavaCompiler()
            .getTask(messages, null, null, options, null, List.of(source))
            .call();
    assertThat(compiled).as(messages.toString()).isTrue();
  }

  private static String run(Path folder) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    URL[] urls = {folder.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, Inversion.class.getClassLoader());
        PrintStream capture = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
      System.setOut(capture);
      loader
          .loadClass("Inverting")
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }
}
