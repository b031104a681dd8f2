package org.sluice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyCommandTest {

  private static final List<String> DETERMINISTIC =
      List.of("cells.csv", "summary.csv", "comparisons.csv", "slopes.csv", "study.json");

  @TempDir Path folder;
  private Path study;

  @BeforeEach
  void writeStudy() throws IOException {
    study = folder.resolve("tiny.toml");
    Files.writeString(
        study,
        """
        name = "tiny"
        description = "Two methods, two sizes."
        problem = "linear"
        seed = 5
        repetitions = 3

        [set]
        loss.slices = 6
        optimiser.steps = 12
        noise.truth.sd = 0.4

        [[axis]]
        key = "data.simulate"
        values = [20, 40]
        with.loss.samples = [40, 60]

        [[axis]]
        key = "loss.gradient"
        values = ["cut", "standard"]

        [summary]
        axis = "data.simulate"
        compare = "loss.gradient"
        theory = true
        """);
  }

  @Test
  void aStudyWritesWhatItMeasured() throws IOException {
    Path out = folder.resolve("out");
    Path page = folder.resolve("page.md");
    CommandLineRun run = CommandLineRun.of("study", study, "--out", out, "--page", page);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("noise sd").contains("joint").contains("report.html");
    assertThat(run.err()).contains("12 cells").contains("12 of 12 cells");
    List<String> cells = Files.readAllLines(out.resolve("cells.csv"));
    assertThat(cells).hasSize(13);
    assertThat(cells.getFirst())
        .isEqualTo(
            "cell,data.simulate,loss.gradient,repetition,seed,outcome,steps,samples,slices,"
                + "forwardSolves,verdict,newtonStep,squared,standardError,surrogateError,mean[1],mean[2],sd[1],sd[2],noise sd,check");
    assertThat(cells.get(1)).startsWith("0,20,cut,1,").contains(",done,12,40,6,");
    assertThat(Files.readAllLines(out.resolve("summary.csv"))).hasSize(1 + 4 * 6);
    assertThat(Files.readAllLines(out.resolve("comparisons.csv"))).hasSize(1 + 2 * 6);
    assertThat(Files.readAllLines(out.resolve("slopes.csv"))).hasSize(1 + 2 * 6);
    assertThat(Files.readAllLines(out.resolve("costs.csv"))).hasSize(5);
    assertThat(Files.readString(out.resolve("report.html")))
        .startsWith("<!doctype html>")
        .endsWith("</html>\n")
        .contains("data:image/svg+xml;base64,")
        .doesNotContain("http://", "https://", "<script");
    String[] summary = row(out.resolve("summary.csv"), "40,standard,noise sd,").split(",");
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("Medians over repetitions", "<th>truth</th>")
        .contains(
            "%.3g (%.3g … %.3g)"
                .formatted(
                    Double.valueOf(summary[7]),
                    Double.valueOf(summary[6]),
                    Double.valueOf(summary[8])));
    assertThat(Files.readString(page))
        .contains("](page/error-noise-sd-1.svg)")
        .doesNotContain("Medians over repetitions");
    assertThat(folder.resolve("page/error-noise-sd-1.svg")).content().contains("<circle");
  }

  @Test
  void pagesSayForWhichMethodsThereIsNoTheory() throws IOException {
    Path out = folder.resolve("out");
    Files.writeString(
        study,
        Files.readString(study)
            .replace("loss.gradient\"\nvalues", "loss.whitening\"\nvalues")
            .replace("[\"cut\", \"standard\"]", "[\"noise\", \"population\"]")
            .replace("compare = \"loss.gradient\"", "compare = \"loss.whitening\""));
    CommandLineRun run = study("--out", out, "--set", "loss.finite_sample=plain");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("thin: as theory predicts it; there is no theory for population.");
    assertThat(row(out.resolve("summary.csv"), "40,population,noise sd,")).endsWith(",");
    assertThat(row(out.resolve("summary.csv"), "40,noise,noise sd,")).doesNotEndWith(",");
    Path other = folder.resolve("other");
    run = study("--out", other, "--set", "noise.law=laplace", "--set", "loss.finite_sample=plain");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(Files.readString(other.resolve("report.html")))
        .contains("there is no theory for noise, population.")
        .contains("there is no theory of its bound.");
  }

  @Test
  void pagesAreTheSameBytesFromStoredCells() throws IOException {
    Path out = folder.resolve("out");
    assertThat(study("--out", out, "--page", folder.resolve("first/page.md")).code()).isZero();
    byte[] report = Files.readAllBytes(out.resolve("report.html"));
    CommandLineRun again =
        study("--out", out, "--resume", "--page", folder.resolve("again/page.md"));
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(out.resolve("report.html")).hasBinaryContent(report);
    try (Stream<Path> files = Files.walk(folder.resolve("first"))) {
      assertThat(files.filter(Files::isRegularFile).toList())
          .hasSizeGreaterThan(9)
          .allSatisfy(file ->
              assertThat(folder.resolve("again").resolve(folder.resolve("first").relativize(file)))
                  .hasSameBinaryContentAs(file));
    }
  }

  private static String row(Path file, String start) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith(start))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void resultsAreTheSameBytesForEachNumberOfThreadsAndAfterAnInterruption() throws IOException {
    Path whole = folder.resolve("whole");
    assertThat(study("--out", whole, "--threads", 1).code()).isZero();
    List<String> rows = Files.readAllLines(whole.resolve("cells.csv"));

    Path threads = folder.resolve("threads");
    assertThat(study("--out", threads, "--threads", 3).code()).isZero();
    assertSame(threads, whole);

    // As a kill leaves it: some cells, in any order, and the last row not whole.
    Path interrupted = folder.resolve("interrupted");
    Files.createDirectories(interrupted);
    Files.copy(whole.resolve("study.json"), interrupted.resolve("study.json"));
    List<String> some = new ArrayList<>(rows.subList(1, 6));
    Collections.shuffle(some, new Random(1));
    String torn = rows.get(7).substring(0, rows.get(7).length() - 9);
    Files.writeString(
        interrupted.resolve("cells.csv"),
        rows.getFirst() + "\n" + String.join("\n", some) + "\n" + torn);
    CommandLineRun refused = study("--out", interrupted);
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("is not finished; go on with --resume");
    CommandLineRun resumed =
        CommandLineRun.of("study", study, "--resume", "--out", interrupted, "--threads", 2);
    assertThat(resumed.err()).contains("7 cells, 5 done before");
    assertSame(interrupted, whole);
  }

  private static void assertSame(Path one, Path other) {
    for (String file : DETERMINISTIC) {
      assertThat(one.resolve(file)).as(file).hasSameTextualContentAs(other.resolve(file));
    }
  }

  @Test
  void aStudyWhoseCellsHadOtherSeedsIsNotResumed() throws IOException {
    Path out = folder.resolve("out");
    assertThat(study("--out", out).code()).isZero();
    Path definition = out.resolve("study.json");
    String written = Files.readString(definition);
    String older = written.replaceFirst("(\"firstCellSeed\" : )-?\\d+", "$11");
    assertThat(older).isNotEqualTo(written);
    Files.writeString(definition, older);
    CommandLineRun run = study("--out", out, "--resume");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("holds another study: its firstCellSeed differs");
  }

  @Test
  void anotherStudyIsNotResumed() throws IOException {
    Path out = folder.resolve("out");
    assertThat(study("--out", out).code()).isZero();
    byte[] before = Files.readAllBytes(out.resolve("cells.csv"));
    CommandLineRun run = study("--out", out, "--resume", "--set", "optimiser.steps=13");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("holds another study: its set differs").hasLineCount(1);
    assertThat(Files.readAllBytes(out.resolve("cells.csv"))).isEqualTo(before);
  }

  @Test
  void aChangedDigitOrAShortRowIsRefused() throws IOException {
    Path out = folder.resolve("out");
    assertThat(study("--out", out).code()).isZero();
    Path cells = out.resolve("cells.csv");
    List<String> rows = Files.readAllLines(cells);
    for (String changed :
        List.of(
            rows.get(2).replaceFirst("\\.(\\d)", ".9$1"),
            rows.get(2).substring(rows.get(2).indexOf(',') + 1))) {
      List<String> all = new ArrayList<>(rows);
      all.set(2, changed);
      Files.write(cells, all);
      CommandLineRun run = study("--out", out, "--resume");
      assertThat(run.code()).as(run.err()).isEqualTo(2);
      assertThat(run.err()).contains("cells.csv: line 3 ");
    }
  }

  @Test
  void cellsAreWhatASingleRunWithTheirSeedGives() throws IOException {
    Path out = folder.resolve("out");
    assertThat(study("--out", out).code()).isZero();
    String[] cell = Files.readAllLines(out.resolve("cells.csv")).get(12).split(",");
    Path single = folder.resolve("single");
    CommandLineRun run =
        CommandLineRun.of(
            "run",
            "linear",
            "--quiet",
            "--out",
            single,
            "--seed",
            cell[4],
            "--set",
            "loss.slices=6",
            "--set",
            "optimiser.steps=12",
            "--set",
            "noise.truth.sd=0.4",
            "--set",
            "data.simulate=40",
            "--set",
            "loss.samples=60",
            "--set",
            "loss.gradient=standard");
    assertThat(run.ended()).as(run.err()).isTrue();
    assertThat(Files.readString(single.resolve("result.json")))
        .contains("\"estimate\" : " + cell[cell.length - 2]);
  }

  @Test
  void aReferenceTakesAnotherKeysValue() throws IOException {
    Path out = folder.resolve("out");
    CommandLineRun run =
        study("--out", out, "--set", "optimiser.steps=2", "--set", "forward.offset=@no.such.key");
    assertThat(run.err()).contains("refers to a key that has no value of its own");
    Files.writeString(
        study,
        Files.readString(study)
            .replace(
                "with.loss.samples = [40, 60]", "with.loss.samples = [\"@data.simulate\", 60]"));
    assertThat(study("--out", out, "--set", "optimiser.steps=2").code()).isZero();
    assertThat(Files.readAllLines(out.resolve("cells.csv")).get(1)).contains(",done,2,20,6,");
  }

  @Test
  void filesThatAreSetLieWhereTheCommandWasTyped() throws IOException {
    Path sub = Files.createDirectory(folder.resolve("sub"));
    Files.writeString(sub.resolve("a.csv"), "1,0\n0,1\n1,1\n");
    Files.writeString(sub.resolve("b.csv"), "1,0\n0,1\n1,-1\n");
    Path typed = Files.writeString(folder.resolve("a.csv"), "2,0\n0,1\n1,1\n");
    Files.writeString(
        sub.resolve("p.toml"),
        """
        data.simulate = 20
        forward = { type = "linear", matrix_file = "a.csv" }
        noise = { type = "isotropic", truth = { sd = 0.3 } }
        loss = { samples = 20, slices = 6 }
        optimiser.steps = 2
        [population]
        type = "gaussian"
        truth = { mean = [1, -0.5], sd = [0.8, 0.5] }
        start = { mean = [0, 0], sd = [1, 1] }
        """);
    study = sub.resolve("s.toml");
    Files.writeString(
        study,
        """
        name = "files"
        problem = "p.toml"
        repetitions = 1
        [[axis]]
        key = "data.simulate"
        values = [20]
        [summary]
        axis = "data.simulate"
        """);
    Path here = Path.of("").toAbsolutePath();
    Path out = folder.resolve("out");
    assertThat(study("--out", out, "--set", "forward.matrix_file=" + here.relativize(typed)).code())
        .isZero();
    String ofTyped = Files.readString(out.resolve("cells.csv"));
    assertThat(study("--out", out).code()).isZero();
    assertThat(Files.readString(out.resolve("cells.csv"))).isNotEqualTo(ofTyped);
    Files.copy(typed, sub.resolve("a.csv"), StandardCopyOption.REPLACE_EXISTING);
    assertThat(study("--out", out).code()).isZero();
    assertThat(Files.readString(out.resolve("cells.csv"))).isEqualTo(ofTyped);
    // An axis's own values are relative to the study.
    String axis = "[[axis]]\nkey = \"forward.matrix_file\"\nvalues = [\"a.csv\", \"b.csv\"]\n";
    Files.writeString(study, Files.readString(study).replace("[summary]", axis + "[summary]"));
    String chosen = "forward.matrix_file=['b.csv','%s']".formatted(here.relativize(typed));
    CommandLineRun run = study("--out", out, "--set", chosen);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(Files.readString(out.resolve("cells.csv"))).contains(",b.csv,", here + "/");
  }

  @Test
  void whatIsSetTakesThePlaceOfWhatGoesAlongWithAnAxis() throws IOException {
    Path out = folder.resolve("out");
    assertThat(study("--out", out, "--set", "optimiser.steps=2", "--set", "loss.samples=70").code())
        .isZero();
    List<String> cells = Files.readAllLines(out.resolve("cells.csv"));
    // The corrected loss rounds up to batches of the data's own size.
    assertThat(cells.subList(1, 13)).allMatch(row -> row.matches(".*,done,2,[78]0,6,.*"));
  }

  @Test
  void cellsThatDoNotFitIntoMemoryAreLeftOut() throws IOException {
    Path out = folder.resolve("out");
    CommandLineRun none = CommandLineRun.of("study", study, "--out", out, "--memory", "0.0001");
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("the smallest cell needs about", "--memory");
    assertThat(out.resolve("definition.json")).doesNotExist();
    double least =
        Double.parseDouble(none.err().replaceFirst("(?s).*needs about ([0-9.]+) MB.*", "$1"));
    CommandLineRun some = CommandLineRun.of("study", study, "--out", out, "--memory", 1.02 * least);
    assertThat(some.code()).as(some.err()).isZero();
    assertThat(some.err()).contains("cells need more memory than the limit and are left out");
    assertThat(Files.readAllLines(out.resolve("cells.csv"))).hasSizeBetween(2, 12);
  }

  @Test
  void mistakesAreToldInOneSentence() throws IOException {
    assertMistake("no such bundled study", "study", "cut-vs-standart");
    assertMistake(
        "did you mean convergence", "study", "convergense", "--out", folder.resolve("out"));
    assertMistake("is not in the study", "study", study, "--set", "data.simulate=[20,50]");
    assertMistake("repetitions must be a whole number", "study", study, "--set", "repetitions=x");
    assertMistake("must be more than 0 MB", "study", study, "--memory", "0");
    assertMistake("loss.slices must be at least 1", "study", study, "--set", "loss.slices=-1");
    String text = Files.readString(study);
    Files.writeString(study, text.replace("axis = \"data.simulate\"", "axis = \"loss.slices\""));
    assertMistake("is no axis of this study", "study", study);
    Files.writeString(study, text.replace("axis = \"data.simulate\"", "axis = \"loss.gradient\""));
    assertMistake(
        ".toml: summary.axis = \"loss.gradient\" must be an axis of numbers", "study", study);
    Files.writeString(study, text.replace("values = [20, 40]", "values = [20, 40, 80]"));
    assertMistake("must be a list of as many values", "study", study);
  }

  private void assertMistake(String words, Object... arguments) {
    CommandLineRun run = CommandLineRun.of(arguments);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(words).hasLineCount(1);
  }

  private CommandLineRun study(Object... arguments) {
    List<Object> all = new ArrayList<>(List.of("study", study, "--quiet"));
    all.addAll(List.of(arguments));
    return CommandLineRun.of(all.toArray());
  }
}
