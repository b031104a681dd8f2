package org.sluice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages name the fault, and advise what helps. */
class MessagesTest {

  @TempDir Path folder;

  private static CommandLineRun run(Object... words) {
    CommandLineRun run = CommandLineRun.of(words);
    assertThat(run.code()).as(run.err()).isEqualTo(2);
    return run;
  }

  @Test
  void anOutputFolderThatIsAFileIsCalledOne() throws IOException {
    Path file = Files.writeString(folder.resolve("out"), "x");
    assertThat(run("run", "replicates", "--set", "data.simulate=20", "--out", file).err())
        .contains("cannot write " + file + ": a file of that name is there already");
    assertThat(file).hasContent("x");
  }

  @Test
  void oneReadingOfEachIsNotAdvisedToBeIsotropic() {
    CommandLineRun check =
        CommandLineRun.of(
            "check",
            "replicates",
            "--set",
            "forward.count=1",
            "--set",
            "data.simulate=100",
            "--set",
            "loss.samples=60");
    assertThat(check.code()).as(check.err()).isZero();
    assertThat(check.out())
        .contains("each individual gives one number", "observe each individual at least twice")
        .doesNotContain("choose isotropic");
  }

  @Test
  void aMatrixThatIsATextIsShown() {
    assertThat(run("check", "linear", "--set", "forward.matrix=[[1,a]]").err())
        .contains(
            "forward.matrix must be a list of lists of numbers such as [[1, 0.5], [2, 3]], not \"[[1,a]]\"");
    assertThat(run("check", "linear", "--set", "forward.matrix=[1, 2]").err())
        .contains("forward.matrix[1] must be a list of numbers such as [1, 0.5], not 1");
    assertThat(run("check", "linear", "--set", "forward.matrix=[['x']]").err())
        .contains("forward.matrix[1][1] must be a number");
  }

  @Test
  void countsBelowOneAreNamedByTheirOptions() {
    for (String command : new String[] {"bootstrap", "test"}) {
      assertThat(run(command, folder, "--replicates=-3").err())
          .contains("--replicates must be at least 1, not -3");
    }
    assertThat(run("bootstrap", folder, "--coverage=-1").err())
        .contains("--coverage must be 0 or more, not -1");
    assertThat(run("calibrate", "replicates", "--replicates=-3").err())
        .contains("--replicates must be at least");
    assertThat(run("calibrate", "replicates", "--only", "test", "--replicates=-3").err())
        .contains("--replicates must be at least 1, not -3");
    assertThat(run("calibrate", "replicates", "--data-sets=-3").err()).contains("--data-sets must");
    assertThat(run("simulate", "replicates", "--n=-3", "--out", folder.resolve("y.csv")).err())
        .contains("--n must be from 1");
    assertThat(run("loss", "a.csv", "b.csv", "--threads=-3").err()).contains("--threads");
  }

  @Test
  void twoRowsAreTooFewToCompareBy() throws IOException {
    Path data = Files.writeString(folder.resolve("two.csv"), "1.5,2,3\n2,3,4.5\n");
    assertThat(run("compare", "replicates", "--data", data).err())
        .contains("of 2 observations none would be held out to judge by")
        .doesNotContain("no rows");
  }

  @Test
  void aFarMeanIsPrintedWithItsDigits() throws IOException {
    CommandLineRun run =
        CommandLineRun.of(
            "run",
            "replicates",
            "--set",
            "population.truth.mean=2460000.5",
            "--set",
            "data.simulate=60",
            "--set",
            "loss.samples=60",
            "--set",
            "loss.slices=6",
            "--set",
            "optimiser.steps=20",
            "--out",
            folder.resolve("out"));
    assertThat(run.ended()).as(run.err()).isTrue();
    assertThat(run.out())
        .containsPattern("  mean +24600\\d\\d\\.\\d")
        .containsPattern("population mean +24600\\d\\d\\.\\d +\\(truth 2460000.5\\)")
        .doesNotContain("e+06");
    assertThat(Files.readString(folder.resolve("out/report.html")))
        .doesNotContain("2.46e+06", "2.4600e+06");
  }
}
