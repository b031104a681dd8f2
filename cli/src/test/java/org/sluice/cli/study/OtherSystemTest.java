package org.sluice.cli.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.cli.config.ConfigSource;
import org.sluice.cli.config.Setting;
import org.sluice.cli.config.WrittenConfig;
import org.sluice.inversion.study.CellCost;
import org.sluice.inversion.study.Column;
import org.sluice.inversion.study.Column.Kind;
import org.sluice.inversion.study.LocalCellRunner;
import org.sluice.inversion.study.Measurement;

/** A study of a system other than the population, with other columns and another error. */
class OtherSystemTest {

  private static final Column DRAWS = new Column("draws", Kind.COUNT);
  private static final Column DISTANCE = new Column("distance", Kind.REAL);

  /** Averages draws of a uniform law; the error is the mean's distance from a half. */
  private static final class Averages implements SystemStudy {
    private record Config(int count) {}

    @Override
    public List<String> solutionTables() {
      return List.of("method");
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public StudyGrid survey(StudyPlan plan) {
      List<Combination> combinations = new ArrayList<>();
      for (int i = 0; i < plan.study().combinationCount(); i++) {
        List<String> values = plan.study().cell(i * plan.study().repetitions()).values();
        combinations.add(new Combination(values, new double[1], new CellCost(1, 1)));
      }
      return new StudyGrid(
          "scalar",
          "the only one",
          List.of(DRAWS, Column.STEPS, DISTANCE, Column.SECONDS),
          List.of(new Quantity("mean's distance", DISTANCE.name(), false, true)),
          combinations);
    }

    @Override
    public Measurement measure(WrittenConfig config, String backend) {
      int count = number(config, "draws.count").intValue();
      Random random = new Random(number(config, "seed").longValue());
      double mean = random.doubles(count).average().orElseThrow();
      return new Measurement(
          Measurement.DONE,
          Map.of(
              DRAWS.name(),
              (double) count,
              DISTANCE.name(),
              Math.abs(mean - 0.5),
              Column.STEPS.name(),
              1.0,
              Column.SECONDS.name(),
              0.25));
    }

    private static Number number(WrittenConfig config, String key) {
      return config.settings().stream()
          .filter(setting -> setting.key().equals(key))
          .map(Setting::value)
          .findFirst()
          .orElseThrow()
          .numberValue();
    }

    @Override
    public Theory theory(StudyPlan plan, StudyGrid grid) {
      throw new AssertionError("the study does not ask for theory");
    }
  }

  @TempDir private Path folder;

  @Test
  void aStudyShowsTheColumnsAndErrorsOfItsSystem() throws IOException {
    ConfigSource problem = new ConfigSource("averages", "system = \"averages\"", folder);
    ConfigSource source =
        new ConfigSource(
            "study",
            """
            name = "averages"
            problem = "averages"
            repetitions = 20

            [[axis]]
            key = "draws.count"
            values = [10, 1000]

            [summary]
            axis = "draws.count"
            """,
            folder);
    StudyPlan plan = StudyPlan.of(source, problem, List.of(), _ -> new Averages());
    StudyOutcome outcome =
        new StudyRun(plan, folder).run(new LocalCellRunner(2, 10), false, 10, new NoProgress());

    List<String> cells = Files.readAllLines(folder.resolve("cells.csv"));
    assertThat(cells.getFirst())
        .isEqualTo("cell,draws.count,repetition,seed,outcome,draws,steps,distance,check");
    assertThat(cells).hasSize(41);
    assertThat(cells.get(1)).matches("0,10,1,\\d+,done,10,1,0\\.\\d+,[0-9a-f]{8}");
    assertThat(Files.readAllLines(folder.resolve("times.csv")))
        .startsWith("cell,seconds,check", "0,0.25,949a8c8b");

    // Uniform draws have the standard deviation 1/√12.
    assertThat(outcome.errors().names()).containsExactly("mean's distance");
    assertThat(outcome.errors().relativeError(0, 0)).isBetween(0.05, 0.14);
    assertThat(outcome.errors().relativeError(1, 0)).isBetween(0.005, 0.014);
    assertThat(new StudyPages(outcome, "averages").text())
        .contains("root mean square error of mean's distance");
  }
}
