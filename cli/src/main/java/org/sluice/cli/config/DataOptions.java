package org.sluice.cli.config;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The observations, and the format of their file. */
public final class DataOptions {

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description = "Observations, one a row, in place of the config's data.")
  private String file;

  @Mixin private FormatOptions format;

  /** As settings of the config. */
  public List<Setting> settings() {
    List<Setting> settings = new ArrayList<>();
    if (file != null) {
      settings.add(Setting.of("--data", "data.file", file));
    }
    format
        .words()
        .forEach((key, word) ->
            settings.add(Setting.of("--" + key.replace('_', '-'), "data." + key, word)));
    return settings;
  }
}
