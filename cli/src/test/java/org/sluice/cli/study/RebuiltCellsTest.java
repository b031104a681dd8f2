package org.sluice.cli.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.cli.config.ConfigReader;
import org.sluice.cli.config.ConfigSource;
import org.sluice.cli.config.Setting;
import org.sluice.cli.process.SluiceException;
import org.sluice.cli.system.population.study.PopulationStudy;
import org.sluice.inversion.study.Cell;
import org.sluice.inversion.study.CellCost;
import org.sluice.inversion.study.CellTask;
import org.sluice.inversion.study.LocalCellRunner;
import org.sluice.inversion.study.Measurement;

class RebuiltCellsTest {

  private static final PopulationStudy SYSTEM = new PopulationStudy();

  @TempDir private Path folder;
  private Path studyFile;
  private Path problemFile;

  @BeforeEach
  void writeStudy() throws IOException {
    problemFile = folder.resolve("problem.toml");
    Files.writeString(
        problemFile,
        ConfigSource.of("linear").text().replaceFirst("(?m)^name = .*", "name = \"p\""));
    studyFile = folder.resolve("tiny.toml");
    Files.writeString(
        studyFile,
        """
        name = "tiny"
        description = "Numbers of each kind, and a \\"text\\"."
        problem = "problem.toml"
        seed = 9007199254740993
        repetitions = 2
        set.loss.slices = 6

        [[axis]]
        key = "data.simulate"
        values = [20, 40]
        with.loss.samples = ["@data.simulate", 60]

        [[axis]]
        key = "noise.truth.sd"
        values = [1e-1, 0.40]

        [summary]
        axis = "data.simulate"
        compare = "noise.truth.sd"
        """);
  }

  @Test
  void anotherProcessGivesTheSameBits() throws IOException, InterruptedException {
    StudyPlan plan = plan("optimiser.steps=7", "optimiser.learning_rate=1e-2");
    Path out = folder.resolve("out");
    StudyRun run = new StudyRun(plan, out);
    run.run(new LocalCellRunner(2, Long.MAX_VALUE), false, Long.MAX_VALUE, new NoProgress());
    List<String> rows = Files.readAllLines(out.resolve("cells.csv"));
    String text = StudyText.of(plan, SYSTEM.survey(plan).backend()).write();

    // The text alone must do.
    Files.delete(studyFile);
    Files.delete(problemFile);
    for (int number : new int[] {0, 5}) {
      Cell cell = plan.study().cell(number);
      String row = inAnotherProcess(text, number);
      assertThat(row).startsWith("done,7,");
      assertThat(rows.get(1 + number))
          .startsWith(
              "%d,%s,%d,%d,%s,"
                  .formatted(
                      number,
                      String.join(",", cell.values()),
                      cell.repetition(),
                      cell.seed(),
                      row));
    }
  }

  private static String inAnotherProcess(String text, int number)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                RebuiltCellProcess.class.getName(),
                Integer.toString(number))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(text.getBytes(StandardCharsets.UTF_8));
    }
    String row = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    return row.strip();
  }

  @Test
  void aTaskIsTheSameAfterItWasSent() throws IOException, ClassNotFoundException {
    StudyPlan plan = plan("optimiser.steps=2");
    String text = StudyText.of(plan, "scalar").write();
    CellTask task = new CellTask(text, plan.study().cell(3), new CellCost(5, 7));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(task);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      CellTask sent = (CellTask) in.readObject();
      assertThat(sent).isEqualTo(task);
      RebuiltCells cells = new RebuiltCells(_ -> SYSTEM);
      Measurement measurement = cells.compute(sent);
      assertThat(measurement.succeeded()).isTrue();
      assertThat(measurement.value("noise sd")).isEqualTo(cells.compute(task).value("noise sd"));
    }
  }

  @Test
  void aTaskOfAnotherVersionIsRefused() {
    StudyPlan plan = plan("optimiser.steps=2");
    Cell cell = plan.study().cell(3);
    Cell other = new Cell(3, cell.values(), cell.repetition(), cell.seed() + 1);
    CellTask task = new CellTask(StudyText.of(plan, "scalar").write(), other, new CellCost(0, 0));
    RebuiltCells cells = new RebuiltCells(_ -> SYSTEM);
    assertThatThrownBy(() -> cells.compute(task))
        .isInstanceOf(SluiceException.class)
        .hasMessageContaining("use the same version of the program everywhere");
    CellTask damaged = new CellTask("backend = \"scalar\"", cell, new CellCost(0, 0));
    assertThatThrownBy(() -> cells.compute(damaged))
        .isInstanceOf(SluiceException.class)
        .hasMessageContaining("the text of a study is damaged: it has no label");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cut-vs-standard", "convergence", "slices", "active-learning"})
  void bundledStudiesAreRebuiltFromTheirText(String name) {
    ConfigSource source = ConfigSource.ofStudy(name);
    List<Setting> small = StudyPlan.small(ConfigReader.study(source));
    for (List<Setting> settings : List.of(small, List.<Setting>of())) {
      StudyPlan plan = plan(source, settings);
      StudyPlan rebuilt = StudyText.parse(StudyText.of(plan, "scalar").write()).plan(_ -> SYSTEM);
      assertThat(rebuilt.study().cells()).isEqualTo(plan.study().cells());
      Cell last = plan.study().cells().getLast();
      assertThat(rebuilt.config(last)).isEqualTo(plan.config(last));
    }
  }

  private StudyPlan plan(String... settings) {
    return plan(
        ConfigSource.ofStudy(studyFile.toString()),
        List.of(settings).stream().map(setting -> Setting.parse("--set", setting)).toList());
  }

  private static StudyPlan plan(ConfigSource source, List<Setting> settings) {
    ConfigSource problem = source.sibling(ConfigReader.study(source).problem());
    return StudyPlan.of(source, problem, settings, _ -> SYSTEM);
  }
}
