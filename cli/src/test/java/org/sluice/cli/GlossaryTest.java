package org.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.cli.command.SluiceCommand;

/** All names in {@code docs/glossary.md} exist, and its lines of NumPy run. */
class GlossaryTest {

  private static final Path ROOT = Path.of("..");
  private static final Path PAGE = ROOT.resolve("docs/glossary.md");
  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
  private static final String UNKNOWN = "is not a known key";

  private static final String CONFIG =
      """
      data = { simulate = 10 }
      forward = { type = "replicates", count = 2 }
      population = { type = "gaussian", truth = { mean = 1, sd = 2 } }
      noise = { type = "isotropic", truth = { sd = 1 } }
      surrogate = { type = "mlp" }
      """;

  @TempDir Path folder;
  private Path config;

  @BeforeEach
  void writeConfig() throws IOException {
    config = Files.writeString(folder.resolve("glossary.toml"), CONFIG);
  }

  /** The cells of one row. */
  private record Row(String symbol, String meaning, String classes, String keys, String numpy) {}

  @Test
  void everyRowIsWhole() throws IOException {
    List<Row> rows = rows();
    assertThat(rows).hasSizeGreaterThan(80);
    assertThat(rows)
        .allSatisfy(row -> {
          assertThat(row.symbol()).isNotBlank();
          assertThat(row.meaning()).isNotBlank();
          assertThat(quoted(row.classes())).as(row.toString()).isNotEmpty();
        });
  }

  @Test
  void everyClassExists() throws IOException {
    Set<String> known = classes();
    for (Row row : rows()) {
      assertThat(known).as("classes of " + row.symbol()).containsAll(quoted(row.classes()));
    }
  }

  @Test
  void everyKeyExists() throws IOException {
    for (Row row : rows()) {
      for (String key : quoted(row.keys())) {
        assertThat(isKnown(key)).as("%s, key of %s", key, row.symbol()).isTrue();
      }
    }
    assertThat(isKnown("loss.sample")).isFalse();
    assertThat(isKnown("forward.zebra")).isFalse();
  }

  @Test
  void theLinesOfNumPyRun() throws Exception {
    String page = Files.readString(PAGE);
    Matcher start = Pattern.compile("(?s)```python\n(.*?)```").matcher(page);
    assertThat(start.find()).isTrue();
    List<String> program = new ArrayList<>(List.of(start.group(1)));
    rows().stream().flatMap(row -> quoted(row.numpy()).stream()).forEach(program::add);
    assertThat(program).hasSizeGreaterThan(40);
    assumeTrue(exitCodeOfPython("import numpy") == 0, "there is no Python with NumPy");
    assertThat(exitCodeOfPython(String.join("\n", program))).isZero();
  }

  private static int exitCodeOfPython(String program) throws InterruptedException {
    try {
      return new ProcessBuilder("python3", "-W", "error", "-c", program)
          .inheritIO()
          .start()
          .waitFor();
    } catch (IOException e) {
      return -1;
    }
  }

  /** Whether a config takes the key, with one type or another of the table that it is in. */
  private boolean isKnown(String key) {
    String table = key.substring(0, Math.max(0, key.indexOf('.')));
    String setting = key + "=true";
    return isKnown(key, refusal(setting))
        || types(table).anyMatch(type -> isKnown(key, refusal(table + ".type=" + type, setting)));
  }

  /** A known key takes the value, or is named because it takes another kind of value. */
  private static boolean isKnown(String key, String refusal) {
    return refusal.isEmpty() || (refusal.contains(key) && !refusal.contains(UNKNOWN));
  }

  /** The types of a table, which are listed where another one is refused. */
  private Stream<String> types(String table) {
    Matcher listed =
        Pattern.compile("must be one of (.*), not 'none such'")
            .matcher(refusal(table + ".type=none such"));
    return listed.find() ? Stream.of(listed.group(1).split(", ")) : Stream.of();
  }

  /** Why {@code sluice check} refuses a config with these settings, or nothing. */
  private String refusal(String... settings) {
    List<String> arguments = new ArrayList<>(List.of("check", config.toString()));
    for (String setting : settings) {
      arguments.addAll(List.of("--set", setting));
    }
    StringWriter errors = new StringWriter();
    int code =
        SluiceCommand.execute(
            new PrintWriter(new StringWriter()),
            new PrintWriter(errors),
            arguments.toArray(String[]::new));
    return code == 0 ? "" : errors.toString();
  }

  private static Set<String> classes() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .map(Path::toString)
          .filter(name -> name.contains("/src/main/java/") && name.endsWith(".java"))
          .map(name -> name.substring(name.lastIndexOf('/') + 1, name.length() - 5))
          .collect(Collectors.toSet());
    }
  }

  private static List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String line : Files.readAllLines(PAGE)) {
      if (line.startsWith("| ") && !line.startsWith("| symbol") && !line.startsWith("| ---")) {
        String[] cells = line.substring(1, line.length() - 1).split("\\|", -1);
        assertThat(cells).as(line).hasSize(5);
        rows.add(
            new Row(
                cells[0].strip(),
                cells[1].strip(),
                cells[2].strip(),
                cells[3].strip(),
                cells[4].strip()));
      }
    }
    return rows;
  }

  private static List<String> quoted(String cell) {
    return QUOTED.matcher(cell).results().map(match -> match.group(1)).toList();
  }
}
