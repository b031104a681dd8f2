package org.sluice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.cli.page.Json;
import tools.jackson.databind.JsonNode;

/** Noise that is correlated, under a model that learns all of Γ and under one that does not. */
class CorrelatedNoiseTest {

  @TempDir Path folder;

  /** A bar with one sensor, read four times, whose noise is Matérn's in time. */
  @Test
  void allOfTheCovarianceIsLearntOnTheBar() throws IOException {
    Map<String, JsonNode> noise =
        noise(
            "elastodynamics-correlated",
            "noise.type=full",
            "nature.noise.truth={ sd = 0.2, length = 0.5 }",
            "data.simulate=1500",
            "forward.elements=6",
            "forward.steps=12",
            "forward.sensors=1",
            "forward.times=4",
            "loss.samples=500",
            "loss.slices=8",
            "optimiser.steps=400",
            "optimiser.learning_rate=0.05");
    assertThat(truth(noise, 2, 1)).isCloseTo(0.483, within(1e-3));
    for (int t = 1; t < 4; t++) {
      double estimate = correlation(noise, t + 1, t, "estimate");
      assertThat(estimate).isCloseTo(truth(noise, t + 1, t), within(0.12));
    }
    for (int t = 1; t <= 4; t++) {
      double variance = noise.get("covariance[%d,%d]".formatted(t, t)).get("estimate").asDouble();
      assertThat(Math.sqrt(variance)).isCloseTo(0.2, within(0.03));
    }
  }

  /** A diagonal Γ is to recover the marginals, and the variance that the finite time adds. */
  @Test
  void aDiagonalCovarianceIsHeldAgainstTheMarginalsOnChaos() throws IOException {
    Map<String, JsonNode> noise =
        noise(
            "lorenz96-correlated",
            "forward.variables=8",
            "forward.spin_up=2",
            "forward.duration=10",
            "data.simulate=20",
            "loss.samples=20",
            "loss.slices=4",
            "optimiser.steps=1",
            "surrogate.hidden=[4]",
            "surrogate.presolves=16",
            "surrogate.pretraining=1",
            "surrogate.batch=1",
            "surrogate.certificate=0");
    double[] marginals = {0.2, 3, 0.9, 0.9};
    for (int k = 0; k < 4; k++) {
      double truth = noise.get("sd[%d]".formatted(k + 1)).get("truth").asDouble();
      assertThat(truth).isBetween(marginals[k], 2 * marginals[k]);
    }
  }

  private static double truth(Map<String, JsonNode> noise, int i, int j) {
    return correlation(noise, i, j, "truth");
  }

  private static double correlation(Map<String, JsonNode> noise, int i, int j, String which) {
    double product = 1;
    for (int k : new int[] {i, j}) {
      product *= noise.get("covariance[%d,%d]".formatted(k, k)).get(which).asDouble();
    }
    return noise.get("covariance[%d,%d]".formatted(i, j)).get(which).asDouble()
        / Math.sqrt(product);
  }

  /** The recovered noise by name. */
  private Map<String, JsonNode> noise(String problem, String... settings) throws IOException {
    List<Object> arguments = new ArrayList<>(List.of("run", problem, "--quiet", "--out", folder));
    for (String setting : settings) {
      arguments.addAll(List.of("--set", setting));
    }
    CommandLineRun run = CommandLineRun.of(arguments.toArray());
    assertThat(run.code()).as(run.err()).isZero();
    Map<String, JsonNode> noise = new TreeMap<>();
    for (JsonNode number :
        Json.MAPPER.readTree(folder.resolve("result.json").toFile()).get("noise")) {
      noise.put(number.get("name").stringValue(), number);
    }
    return noise;
  }
}
