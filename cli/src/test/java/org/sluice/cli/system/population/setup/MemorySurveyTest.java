package org.sluice.cli.system.population.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.cli.config.ConfigReader;
import org.sluice.cli.config.ConfigSource;
import org.sluice.cli.config.Setting;
import org.sluice.cli.config.WrittenConfig;
import org.sluice.cli.session.Session;
import org.sluice.cli.system.population.config.Config;
import org.sluice.inversion.population.Footprint;
import org.sluice.inversion.population.Inversion;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Work;

/** The forecast of a run with large sizes is the memory that it takes when it is set up whole. */
class MemorySurveyTest {

  @ParameterizedTest
  @CsvSource({
    "replicates,loss.samples,400000",
    "replicates,data.simulate,400000",
    "darcy,loss.samples,60000",
    "darcy,loss.slices,12000",
    "linear,loss.samples,350000",
  })
  void theForecastIsWhatARunTakes(String example, String key, long value) {
    ConfigSource source = ConfigSource.of(example);
    ConfigReader.Read<Config> read =
        Config.read(new WrittenConfig(source, List.of(Setting.of("--set", key, value))));
    MemoryForecast forecast = MemorySurvey.of(source, read, new Matrix[1]);
    assertThat(forecast.parts()).extracting(MemoryForecast.Part::key).containsExactly(key);
    Footprint taken = whole(source, read);
    assertThat(forecast.footprint().buffers() / (double) taken.buffers()).isBetween(0.9, 1.15);
    assertThat(forecast.footprint().heap() / (double) taken.heap()).isBetween(0.9, 1.15);
  }

  private static Footprint whole(ConfigSource source, ConfigReader.Read<Config> read) {
    try (Session session = new Session()) {
      Setup setup = Setup.of(source, read, session);
      session.start("auto", read.config().run().threads(), new Work(Double.MAX_VALUE));
      Model model = setup.groups().getFirst().model();
      long simulated = read.config().data().simulate();
      long numbers = simulated * (MemorySurvey.columns(model) + model.noise().dimension());
      return Inversion.footprint(
              setup.problem(),
              setup.settings(read.config().loss().methods().getFirst()),
              session.backend(),
              session.parallelism())
          .plus(new Footprint(Double.BYTES * numbers, 0));
    }
  }
}
