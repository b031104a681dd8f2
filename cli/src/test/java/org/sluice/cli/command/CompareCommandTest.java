package org.sluice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompareCommandTest {

  private static final List<String> SMALL =
      List.of(
          "--set", "data.simulate=400",
          "--set", "loss.samples=400",
          "--set", "loss.slices=12",
          "--set", "optimiser.steps=60");

  @Test
  void theRightLawIsRankedFirstWithItsErrorsAndAMovingOneIsMarked() {
    CommandLineRun run =
        compare(
            "linear",
            "--anyway",
            "--try",
            "population.start.mean=[30,30] optimiser.type=adam optimiser.learning_rate=1e-9",
            "--try",
            "optimiser.type=gauss-newton");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    List<String> lines = run.out().lines().toList();
    assertThat(lines.getFirst()).isEqualTo("fitted to 320 observations, judged by 80");
    assertThat(lines.get(1)).contains("held-out SW²", "more by", "verdict");
    assertThat(lines.get(2)).startsWith("optimiser.type=gauss-newton ").endsWith(" arrived");
    assertThat(lines.get(3)).startsWith("population.start.mean=[30,30]").endsWith(" moving");
    String[] worse = lines.get(3).split("\\s+");
    double excess = Double.parseDouble(worse[worse.length - 3]);
    double error = Double.parseDouble(worse[worse.length - 2]);
    assertThat(excess).isGreaterThan(10 * error);
  }

  @Test
  void anotherFamilyTakesThePlaceOfTheWholeTable() {
    CommandLineRun run =
        compare(
            "replicates-skewed",
            "--anyway",
            "--try",
            "population.type=mixture noise.law=laplace",
            "--try",
            "noise.type=isotropic",
            "--try",
            "population.type=learned population.units=3");
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("population.type=mixture noise.law=laplace")
        .contains("noise.type=isotropic")
        .contains("population.units=3");
  }

  @Test
  void namesWhatCannotBeCompared() {
    assertThat(compare("linear", "--hold-out", "1").err())
        .contains("--hold-out must be more than 0 and less than 1");
    assertThat(compare("linear", "--hold-out", "0.02").err())
        .contains("8 observations are held out, but at least 20 are needed");
    assertThat(compare("linear", "--try", "optimiser.type=adam optimiser.learning_rate=1e-9").err())
        .contains(
            "model 'optimiser.type=adam optimiser.learning_rate=1e-9': the run has not arrived",
            "--anyway");
    assertThat(compare("linear", "--try", "population.type=mixtur").err())
        .contains("did you mean mixture?");
  }

  private static CommandLineRun compare(String config, String... more) {
    List<Object> words = new ArrayList<>(List.of("compare", config));
    words.addAll(SMALL);
    words.addAll(List.of(more));
    return CommandLineRun.of(words.toArray());
  }
}
