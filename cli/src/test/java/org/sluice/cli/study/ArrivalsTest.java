package org.sluice.cli.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.cli.config.ConfigSource;
import org.sluice.cli.config.WrittenConfig;
import org.sluice.cli.process.SluiceException;
import org.sluice.inversion.study.CellCost;
import org.sluice.inversion.study.Column;
import org.sluice.inversion.study.Column.Kind;
import org.sluice.inversion.study.Measurement;

/** The verdicts of cells, and the cost of those that arrived. */
class ArrivalsTest {

  private static final Column VERDICT =
      Column.ofWords(Arrivals.VERDICT, List.of("arrived", "noisy", "moving"));
  private static final Column SOLVES = new Column(Arrivals.SOLVES, Kind.COUNT);
  private static final Column DISTANCE = new Column("distance", Kind.REAL);

  /** Five repetitions: three arrive, one moves on and one fails. */
  private record Searches(boolean judged) implements SystemStudy {
    @Override
    public List<String> solutionTables() {
      return List.of("method");
    }

    @Override
    public Class<Searches> configType() {
      return Searches.class;
    }

    @Override
    public StudyGrid survey(StudyPlan plan) {
      return new StudyGrid(
          "scalar",
          "the only one",
          judged
              ? List.of(Column.STEPS, SOLVES, VERDICT, DISTANCE, Column.SECONDS)
              : List.of(Column.STEPS, SOLVES, DISTANCE, Column.SECONDS),
          List.of(new Quantity("distance", DISTANCE.name(), false, true)),
          List.of(new Combination(List.of("10"), new double[1], new CellCost(1, 1))));
    }

    @Override
    public Measurement measure(WrittenConfig config, String backend) {
      throw new AssertionError("cells are measured by the runner");
    }

    @Override
    public Theory theory(StudyPlan plan, StudyGrid grid) {
      throw new AssertionError("the study does not ask for theory");
    }
  }

  private static Measurement cell(int repetition) {
    boolean failed = repetition == 5;
    Map<String, Double> values = new HashMap<>();
    values.put(Column.STEPS.name(), failed ? 0 : 10.0);
    values.put(SOLVES.name(), 1000.0 * repetition);
    values.put(VERDICT.name(), failed ? Double.NaN : repetition == 4 ? 2 : 0.0);
    values.put(DISTANCE.name(), failed ? Double.NaN : repetition == 4 ? 100 : 1.0);
    values.put(Column.SECONDS.name(), 0.5 * repetition);
    return new Measurement(failed ? "it diverged" : Measurement.DONE, values);
  }

  @TempDir private Path folder;

  private StudyRun study(boolean judged, boolean onlyArrived) {
    ConfigSource problem = new ConfigSource("searches", "system = \"searches\"", folder);
    ConfigSource source =
        new ConfigSource(
            "study",
            """
            name = "searches"
            problem = "searches"
            repetitions = 5

            [[axis]]
            key = "size"
            values = [10]

            [summary]
            axis = "size"
            arrived = %s
            """
                .formatted(onlyArrived),
            folder);
    return new StudyRun(
        StudyPlan.of(source, problem, List.of(), _ -> new Searches(judged)), folder);
  }

  private StudyOutcome outcome(boolean onlyArrived) {
    return study(true, onlyArrived)
        .run(
            (tasks, _, receiver) ->
                tasks.forEach(task -> receiver.receive(task, cell(task.cell().repetition()))),
            false,
            10,
            new NoProgress());
  }

  @Test
  void verdictsAreCountedAndTheCostIsOfThoseThatArrived() throws IOException {
    Arrivals arrivals = outcome(false).arrivals();
    assertThat(arrivals.sentence(0)).isEqualTo("3, 1 moving, 1 failed");
    assertThat(arrivals.summary())
        .isEqualTo("3 of 5 cells arrived; of the others, 1 moving, 1 failed.");
    assertThat(arrivals.medianSolves(0)).isEqualTo(2000);
    assertThat(arrivals.medianSeconds(0)).isEqualTo(1);
    assertThat(Files.readAllLines(folder.resolve("arrivals.csv")))
        .containsExactly(
            "size,arrived,noisy,moving,failed,medianForwardSolves", "10,3,0,1,1,2000.0");
    assertThat(Files.readAllLines(folder.resolve("cells.csv")))
        .anyMatch(row -> row.contains(",done,10,4000,moving,100.0,"))
        .anyMatch(row -> row.contains(",it diverged,0,5000,,NaN,"));
  }

  @Test
  void thePageShowsThem() throws IOException {
    Path page = folder.resolve("searches.md");
    new StudyPages(outcome(true), "searches").writePage(page);
    assertThat(Files.readString(page))
        .contains("## Cost to arrive", "| 10 | 3, 1 moving, 1 failed | 2.00 | 1.00 |");
    assertThat(folder.resolve("searches").resolve("arrival-1.svg")).exists();
  }

  @Test
  void errorsAreOfThoseThatArrivedIfTheStudySaysSo() {
    assertThat(outcome(true).errors().relativeError(0, 0)).isEqualTo(1);
    assertThat(outcome(false).errors().relativeError(0, 0))
        .isCloseTo(Math.sqrt((3 + 1e4) / 4), within(1e-12));
  }

  @Test
  void aSystemWithoutVerdictsHasNoArrivals() {
    StudyOutcome outcome =
        study(false, false).run((tasks, cells, to) -> {}, false, 10, new NoProgress());
    assertThat(outcome.arrivals()).isNull();
    assertThat(folder.resolve("arrivals.csv")).doesNotExist();
    assertThatThrownBy(() -> study(false, true))
        .isInstanceOf(SluiceException.class)
        .hasMessageContaining("summary.arrived = true needs verdicts");
  }
}
