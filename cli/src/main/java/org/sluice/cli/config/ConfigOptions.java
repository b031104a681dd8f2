package org.sluice.cli.config;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The config, and the settings of the command line that take the place of its values. */
public final class ConfigOptions {

  @Parameters(
      index = "0",
      paramLabel = "CONFIG",
      description = "A TOML file, or the name of a bundled example; 'sluice help run' lists these.")
  private String name;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Seed of all random numbers, simulated data included.")
  private Long seed;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Put a value in a key's place, such as loss.samples=500; may be repeated.")
  private List<String> settings = List.of();

  /**
   * The file, or the example.
   *
   * @throws org.sluice.cli.process.SluiceException if there is neither
   */
  public ConfigSource source() {
    return ConfigSource.of(name);
  }

  /** A source with these settings and the given ones. */
  public WrittenConfig written(ConfigSource source, List<Setting> more) {
    List<Setting> all = new ArrayList<>(more);
    if (seed != null) {
      all.add(Setting.of("--seed", "seed", seed));
    }
    for (String setting : settings) {
      all.add(Setting.parse("--set", setting));
    }
    return new WrittenConfig(source, all);
  }
}
