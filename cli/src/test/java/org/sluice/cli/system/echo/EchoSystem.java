package org.sluice.cli.system.echo;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.sluice.cli.ExitCode;
import org.sluice.cli.config.ConfigReader;
import org.sluice.cli.config.Require;
import org.sluice.cli.config.WrittenConfig;
import org.sluice.cli.file.WholeFile;
import org.sluice.cli.study.Combination;
import org.sluice.cli.study.StudyCells;
import org.sluice.cli.study.StudyPlan;
import org.sluice.cli.system.Console;
import org.sluice.cli.system.InferenceSystem;
import org.sluice.cli.system.RunOptions;
import org.sluice.inversion.study.Cell;
import org.sluice.inversion.study.CellCost;
import org.sluice.inversion.study.Measurement;

/** The least that a system is: a config of its own, whose word it tells a number of times. */
public final class EchoSystem implements InferenceSystem {

  /** Its config. */
  record Config(String system, String name, Long seed, String word, Integer times) {

    Config {
      Require.present("word", word);
      times = times == null ? 2 : Require.atLeast("times", 1, times);
    }

    static Config of(WrittenConfig written) {
      return ConfigReader.read(written, Config.class, (_, _) -> {}).config();
    }

    String echo() {
      return String.join(" ", Collections.nCopies(times, word));
    }
  }

  @Override
  public String name() {
    return "echo";
  }

  @Override
  public void run(WrittenConfig config, RunOptions options, Console console) {
    Config asked = Config.of(config);
    WholeFile.makeFolder(options.folder());
    WholeFile.writeText(options.folder().resolve("echo.txt"), asked.echo());
    console.out().println(asked.echo());
  }

  @Override
  public ExitCode check(WrittenConfig config, Console console) {
    console.out().println("valid: " + Config.of(config).word());
    return ExitCode.DONE;
  }

  @Override
  public void simulate(WrittenConfig config, int count, Path file, Console console) {
    WholeFile.writeText(
        file, String.join("\n", Collections.nCopies(count, Config.of(config).word())));
  }

  @Override
  public StudyCells cells(StudyPlan plan) {
    return new EchoCells(plan);
  }

  /** Cells that measure how long the echo is, and that the seed reaches them. */
  private record EchoCells(StudyPlan plan) implements StudyCells {

    @Override
    public String explanation() {
      return "echoes need no backend";
    }

    @Override
    public String backend() {
      return "none";
    }

    @Override
    public boolean surrogate() {
      return false;
    }

    @Override
    public List<Combination> combinations() {
      int repetitions = plan.study().repetitions();
      return IntStream.range(0, plan.study().combinationCount())
          .mapToObj(i -> plan.study().cell(i * repetitions))
          .map(cell ->
              new Combination(
                  cell.values(),
                  List.of("length"),
                  new double[] {Config.of(plan.written(cell)).echo().length()},
                  cost(cell),
                  Double.NaN,
                  Double.NaN))
          .toList();
    }

    @Override
    public List<Combination> withTheory() {
      return combinations();
    }

    @Override
    public CellCost cost(Cell cell) {
      return new CellCost(1, 1);
    }

    @Override
    public Measurement measure(Cell cell) {
      double length = Config.of(plan.written(cell)).echo().length();
      return new Measurement(
          Measurement.DONE, new double[] {length}, 1, 1, 1, 0, 0, Double.NaN, 1e-3);
    }
  }
}
