package org.sluice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that fit into no machine: each is refused in a sentence that names its key. */
class OversizedRequestsTest {

  @TempDir static Path folder;

  @BeforeAll
  static void aFinishedRunAndASmallFile() throws IOException {
    Files.writeString(folder.resolve("points.csv"), "0,1\n2,5\n3,1\n");
    CommandLineRun run =
        CommandLineRun.of(
            "run",
            "replicates",
            "--out",
            folder.resolve("run"),
            "--set",
            "optimiser.steps=3",
            "--set",
            "loss.samples=100",
            "--set",
            "data.simulate=100");
    assertThat(run.ended()).as(run.err()).isTrue();
  }

  private static CommandLineRun refused(String words, String key) {
    String line =
        words
            .replace("RUN", folder.resolve("run").toString())
            .replace("POINTS", folder.resolve("points.csv").toString())
            .replace("OUT", folder.resolve("out").toString());
    CommandLineRun run = CommandLineRun.of((Object[]) line.split(" "));
    assertThat(run.code()).as(words + ": " + run.err()).isIn(2, 4);
    List<String> sentences =
        run.err().lines().filter(sentence -> sentence.startsWith("sluice: ")).toList();
    assertThat(sentences).as(words).hasSize(1);
    assertThat(sentences.getFirst()).as(words).contains(key + " = ").doesNotContain("should not");
    return run;
  }

  @ParameterizedTest
  @ValueSource(strings = {"replicates", "darcy", "elastodynamics", "lorenz96", "known-noise"})
  void dataSamplesAndSlices(String example) {
    refused("run " + example + " --out OUT --set data.simulate=2000000000", "data.simulate");
    refused("check " + example + " --set loss.samples=2000000000", "loss.samples");
    refused("check " + example + " --set loss.slices=2000000000", "loss.slices");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "check two-designs --set loss.samples=2000000000 | loss.samples",
        "check two-designs --set group.north.data.simulate=2000000000 | group.north.data.simulate",
        "check replicates --set forward.count=1000000 | forward.count",
        "check darcy --set forward.nodes=100000000 | forward.nodes",
        "check darcy --set forward.sensors=10000000 | forward.sensors",
        "check darcy-2d --set forward.nodes=100000 | forward.nodes",
        "check lorenz96 --set forward.variables=1000000000 | forward.variables",
        "check lorenz96-multiscale --set forward.fast=100000000 | forward.fast",
        "run darcy --out OUT --set surrogate.type=mlp --set surrogate.hidden=[100000,100000] | surrogate.hidden",
        "run darcy --out OUT --set surrogate.type=mlp --set surrogate.presolves=2000000000 | surrogate.presolves",
        "run darcy --out OUT --set surrogate.type=mlp --set surrogate.certificate=2000000000 | surrogate.certificate",
        "run elastodynamics-fourier --out OUT --set surrogate.width=100000 | surrogate.width",
        "run elastodynamics-fourier --out OUT --set surrogate.batch=2000000000 | surrogate.batch",
        "simulate replicates --n 2000000000 --out OUT.csv | --n",
        "simulate darcy --n 2000000000 --out OUT.npy | --n",
        "loss POINTS POINTS --slices 2000000000 | --slices",
        "bootstrap RUN --anyway --replicates 2000000000 | --replicates",
        "test RUN --anyway --replicates 2000000000 | --replicates",
        "run darcy --out OUT --set surrogate.type=mlp --set surrogate.members=20000000 | surrogate.members",
        "calibrate replicates --data-sets 2 --replicates 2000000000 | --replicates",
        "calibrate replicates --data-sets 2000000000 | --data-sets",
        "variability lorenz96 --systems 2000000000 | --systems",
        "variability lorenz96 --repeats 2000000000 | --repeats",
        "study convergence --set loss.slices=2000000000 --out OUT | loss.slices",
      })
  void otherSizes(String words, String key) {
    refused(words, key);
    assertThat(folder.resolve("out/result.json")).doesNotExist();
  }

  @Test
  void aStudyWithoutACellThatFitsIsRefused() {
    CommandLineRun run =
        CommandLineRun.of(
            "study",
            "convergence",
            "--set",
            "data.simulate=2000000000",
            "--out",
            folder.resolve("study"));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("the smallest cell needs about", "data.simulate", "--memory");
    assertThat(folder.resolve("study/definition.json")).doesNotExist();
  }
}
