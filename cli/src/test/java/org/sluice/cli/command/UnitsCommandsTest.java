package org.sluice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands give the same answers whatever the unit of the data, converted. */
class UnitsCommandsTest {

  private static final List<String> QUICK =
      List.of(
          "--set", "loss.samples=200",
          "--set", "loss.slices=8",
          "--set", "optimiser.type=gauss-newton",
          "--set", "optimiser.steps=200");
  private static final double ROUNDED = 1e-4;

  /** y → factor · y + shift, which is 5,000 standard deviations of the data. */
  private record Unit(String name, double factor, double shift) {}

  private static final List<Unit> UNITS =
      List.of(
          new Unit("first", 1, 0),
          new Unit("small", 1e-9, 0),
          new Unit("large", 1e6, 0),
          new Unit("far", 1e6, 8e10));

  @TempDir static Path folder;

  @BeforeAll
  static void run() throws IOException {
    Path first = folder.resolve("simulated.csv");
    CommandLineRun.of("simulate", "replicates", "--n", "80", "--out", first);
    List<String> lines = Files.readAllLines(first);
    for (Unit unit : UNITS) {
      Files.write(data(unit), lines.stream().map(line -> converted(line, unit)).toList());
      CommandLineRun run =
          command(unit, "run", "replicates", "--data", data(unit), "--out", out(unit), "--quiet");
      assertThat(run.err()).isEmpty();
      assertThat(run.code()).isZero();
    }
  }

  private static String converted(String line, Unit unit) {
    if (!line.matches("[-+0-9.eE, ]+")) {
      return line;
    }
    return Arrays.stream(line.split(","))
        .map(field ->
            Double.toString(unit.factor() * Double.parseDouble(field.strip()) + unit.shift()))
        .collect(Collectors.joining(","));
  }

  private static Path data(Unit unit) {
    return folder.resolve(unit.name() + ".csv");
  }

  private static Path out(Unit unit) {
    return folder.resolve(unit.name());
  }

  private static CommandLineRun command(Unit unit, Object... words) {
    List<Object> all = new ArrayList<>(List.of(words));
    all.addAll(QUICK);
    return CommandLineRun.of(all.toArray());
  }

  private static JsonNode json(Path file) throws IOException {
    return JsonMapper.shared().readTree(Files.readString(file));
  }

  /** Output without what names a unit or a file, or depends on rounding. */
  private static String sentences(CommandLineRun run) {
    assertThat(run.code()).as(run.err()).isZero();
    return run.out()
        .lines()
        .filter(line -> !line.startsWith("data ") && !line.startsWith("written to"))
        .map(line -> line.replaceAll("relative difference is .*", "relative difference"))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void runsGiveTheSameNumbers() throws IOException {
    JsonNode first = json(out(UNITS.getFirst()).resolve("result.json"));
    for (Unit unit : UNITS) {
      JsonNode other = json(out(unit).resolve("result.json"));
      assertThat(other.at("/run/verdict").stringValue()).isEqualTo("arrived");
      for (String place : List.of("/parameters/0", "/parameters/1", "/noise/0")) {
        double shift = place.equals("/parameters/0") ? unit.shift() : 0;
        double error = first.at(place + "/firstOrderStandardError").doubleValue() * unit.factor();
        double expected = first.at(place + "/estimate").doubleValue() * unit.factor() + shift;
        assertThat((other.at(place + "/estimate").doubleValue() - expected) / error)
            .as("%s in %s", place, unit)
            .isCloseTo(0, within(ROUNDED));
        assertThat(other.at(place + "/firstOrderStandardError").doubleValue() / error)
            .as("error of %s in %s", place, unit)
            .isCloseTo(1, within(ROUNDED));
      }
    }
  }

  @Test
  void checksSayTheSame() {
    String first = sentences(check(UNITS.getFirst()));
    assertThat(first).contains("curvature", "gradient");
    for (Unit unit : UNITS) {
      assertThat(sentences(check(unit))).as("%s", unit).isEqualTo(first);
    }
  }

  private static CommandLineRun check(Unit unit) {
    return command(unit, "check", "replicates", "--data", data(unit));
  }

  @Test
  void testsOfTheFitSayTheSame() {
    String first = sentences(CommandLineRun.of("test", out(UNITS.getFirst()), "--replicates", 19));
    for (Unit unit : UNITS) {
      assertThat(sentences(CommandLineRun.of("test", out(unit), "--replicates", 19)))
          .as("%s", unit)
          .isEqualTo(first);
    }
  }

  @Test
  void bootstrapsGiveTheSameIntervals() throws IOException {
    JsonNode first = bootstrap(UNITS.getFirst());
    for (Unit unit : UNITS) {
      JsonNode other = bootstrap(unit);
      for (int i = 0; i < 3; i++) {
        double shift = i == 0 ? unit.shift() : 0;
        double error = first.at("/intervals/" + i + "/standardError").doubleValue() * unit.factor();
        for (int end = 0; end < 2; end++) {
          String place = "/intervals/" + i + "/percentile/" + end;
          double expected = first.at(place).doubleValue() * unit.factor() + shift;
          assertThat((other.at(place).doubleValue() - expected) / error)
              .as("%s in %s", place, unit)
              .isCloseTo(0, within(ROUNDED));
        }
      }
    }
  }

  private static JsonNode bootstrap(Unit unit) throws IOException {
    CommandLineRun run =
        CommandLineRun.of("bootstrap", out(unit), "--replicates", 9, "--level", 0.8);
    assertThat(run.code()).as(run.err()).isZero();
    return json(out(unit).resolve("bootstrap.json"));
  }

  @Test
  void comparisonsSayTheSame() {
    String first = sentences(compare(UNITS.getFirst()));
    for (Unit unit : UNITS) {
      assertThat(sentences(compare(unit))).as("%s", unit).isEqualTo(first);
    }
  }

  private static CommandLineRun compare(Unit unit) {
    return command(
        unit,
        "compare",
        "replicates",
        "--data",
        data(unit),
        "--hold-out",
        "0.3",
        "--try",
        "noise.type=isotropic",
        "--try",
        "noise.type=diagonal");
  }
}
