package org.sluice.cli.system.population.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.sluice.cli.config.ConfigReader;
import org.sluice.cli.config.ConfigSource;
import org.sluice.cli.config.Setting;
import org.sluice.cli.config.WrittenConfig;
import org.sluice.cli.session.Session;
import org.sluice.cli.system.population.config.Config;
import org.sluice.kernels.Work;

class StatedMemoryTest {

  /** The run's backend would otherwise hold all buffers a second time until the run ends. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void whatIsAllocatedToTellIsFreed() throws IOException {
    ConfigSource source = ConfigSource.of("replicates");
    ConfigReader.Read<Config> read =
        Config.read(
            new WrittenConfig(source, List.of(Setting.of("--set", "loss.samples", 250_000))));
    try (Session session = new Session()) {
      Setup setup = Setup.of(source, read, session);
      session.start("auto", 1, new Work(Double.MAX_VALUE));
      long before = resident();
      StatedMemory stated =
          StatedMemory.of(setup, setup.config().loss().methods().getFirst(), session);
      assertThat(stated.run().buffers()).isGreaterThan(100_000_000);
      assertThat(resident() - before).isLessThan(stated.run().buffers() / 4);
    }
  }

  /** Bytes of this process that are in memory. */
  private static long resident() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
