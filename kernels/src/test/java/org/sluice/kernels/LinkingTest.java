package org.sluice.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program in {@code docs/linking.md} compiles and does what the page says. */
class LinkingTest {

  private static final Path PAGE = Path.of("../docs/linking.md");

  @Test
  void theProgramOnThePageRuns(@TempDir Path folder) throws Exception {
    String program = block("java");
    compile(program, folder);
    List<String> lines = run(folder).lines().toList();

    Clouds clouds = cloudsOfThePage();
    Oracle oracle = Oracle.of(clouds);
    assertThat(lines).hasSize(2);
    for (int i = 0; i < 2; i++) {
      String[] words = lines.get(i).split(" +");
      assertThat(words[0]).isEqualTo(i == 0 ? "arrays" : "segments");
      assertThat(Double.parseDouble(words[1])).isCloseTo(oracle.loss(), within(1e-12));
      assertThat(Double.parseDouble(words[2]))
          .isCloseTo(oracle.sampleGradient()[0][0], within(1e-14));
    }
  }

  @Test
  void theCoordinatesOnThePageAreTheArtefacts() throws Exception {
    String coordinates = block("xml").replaceAll("\\s+", "");
    String pom = Files.readString(Path.of("pom.xml"));
    String version = pom.replaceAll("(?s).*?<version>(.*?)</version>.*", "$1");
    assertThat(pom).contains("<artifactId>kernels</artifactId>");
    assertThat(coordinates)
        .contains("<groupId>org.sluice</groupId>")
        .contains("<artifactId>kernels</artifactId>")
        .contains("<version>" + version + "</version>");
  }

  private static String block(String language) throws Exception {
    Matcher matcher =
        Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(Files.readString(PAGE));
    assertThat(matcher.find()).as("a block of %s in %s", language, PAGE).isTrue();
    return matcher.group(1);
  }

  private static void compile(String program, Path folder) throws Exception {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    JavaFileObject source =
        new SimpleJavaFileObject(URI.create("string:///Linking.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return program;
          }
        };
    StringWriter messages = new StringWriter();
    String classes =
        Path.of(Backend.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .toString();
    boolean compiled =
        compiler
            .getTask(
                messages,
                null,
                null,
                List.of("-Xlint:all", "-Werror", "-cp", classes, "-d", folder.toString()),
                null,
                List.of(source))
            .call();
    assertThat(compiled).as(messages.toString()).isTrue();
  }

  private static String run(Path folder) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    URL[] urls = {folder.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, Backend.class.getClassLoader());
        PrintStream capture = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
      System.setOut(capture);
      Method main = loader.loadClass("Linking").getMethod("main", String[].class);
      main.invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  private static Clouds cloudsOfThePage() {
    double[][] x = new double[500][3];
    double[][] y = new double[400][3];
    double[][] directions = new double[64][3];
    for (int e = 0; e < 500 * 3; e++) {
      x[e / 3][e % 3] = Philox.normal(1, 0, e) + 0.5;
    }
    for (int e = 0; e < 400 * 3; e++) {
      y[e / 3][e % 3] = Philox.normal(1, 1, e);
    }
    Matrix matrix = Matrix.of(new double[64 * 3], 64, 3);
    Directions.fill(DirectionScheme.ORTHOGONAL, 1, 2, matrix);
    for (int e = 0; e < 64 * 3; e++) {
      directions[e / 3][e % 3] = matrix.get(e / 3, e % 3);
    }
    return new Clouds(x, y, directions, null, null);
  }
}
