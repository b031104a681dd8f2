package org.sluice.cli.system.population.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.cli.config.ConfigSource;
import org.sluice.cli.config.Setting;
import org.sluice.cli.config.WrittenConfig;
import org.sluice.cli.process.SluiceException;
import org.sluice.cli.session.Session;
import org.sluice.cli.system.population.config.Config;

class StartSetupTest {

  @TempDir private Path folder;

  /** The physical numbers of the population and then of the noise. */
  private double[] start(String rows, String... settings) throws IOException {
    Path data = folder.resolve("data.csv");
    Files.writeString(data, rows);
    List<Setting> all =
        new ArrayList<>(List.of(Setting.of("--data", "data.file", data.toString())));
    for (String setting : settings) {
      all.add(Setting.parse("--set", setting));
    }
    ConfigSource source = ConfigSource.of("replicates");
    try (Session session = new Session()) {
      Setup setup = Setup.of(source, Config.read(new WrittenConfig(source, all)), session);
      double[] population = setup.problem().measure().physical(setup.start().measure());
      double[] noise = setup.problem().noise().physical(setup.start().noise());
      double[] joined = Arrays.copyOf(population, population.length + noise.length);
      System.arraycopy(noise, 0, joined, population.length, noise.length);
      return joined;
    }
  }

  // Means 4, 10, 13 and 9, of mean 9 and variance 14; a variance of 2.5 within rows.
  private static final String FOUR = "3,4,5\n8,10,12\n12,13,14\n7,9,11\n";

  @Test
  void aStartNeedsNoConfig() throws IOException {
    double[] expected = {9, Math.sqrt(14 - 2.5 / 3), 1.5 * Math.sqrt(2.5)};
    assertThat(start(FOUR)).containsExactly(expected, within(1e-12));
  }

  @Test
  void theConfigsNumbersWinOneByOne() throws IOException {
    double sd = Math.sqrt(14 - 2.5 / 3);
    double noise = 1.5 * Math.sqrt(2.5);
    assertThat(start(FOUR, "population.start.mean=7"))
        .containsExactly(new double[] {7, sd, noise}, within(1e-12));
    assertThat(start(FOUR, "population.start.sd=2", "noise.start.sd=3"))
        .containsExactly(new double[] {9, 2, 3}, within(1e-12));
  }

  @Test
  void aMixtureStartsAtItsKinds() throws IOException {
    String rows = "80,82,81\n70,69,71\n90,89,91\n140,142,141\n130,129,131\n150,149,151\n";
    double[] start = start(rows, "population.type=mixture");
    assertThat(start[0]).isEqualTo(0.5);
    assertThat(start[1]).isCloseTo((81 + 70 + 90) / 3.0, within(1e-12));
    assertThat(start[2]).isCloseTo((141 + 130 + 150) / 3.0, within(1e-12));
  }

  @Test
  void aLogNormalPopulationOfNegativeReadingsNeedsAStart() {
    String rows = "-1,-2,-3\n-4,-5,-6\n";
    assertThatThrownBy(() -> start(rows, "population.type=log-normal"))
        .isInstanceOf(SluiceException.class)
        .hasMessageContaining("population.start.meanOfLog is missing");
  }
}
