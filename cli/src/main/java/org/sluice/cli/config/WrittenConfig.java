package org.sluice.cli.config;

import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A config as somebody wrote it, before any system has read it.
 *
 * @param source the file, or the example
 * @param settings values from the command line that take the place of the source's
 */
public record WrittenConfig(ConfigSource source, List<Setting> settings) {

  /**
   * The text of a key of the config itself, or null if there is none.
   *
   * @throws org.sluice.cli.process.SluiceException if the source is no TOML
   */
  public String text(String key) {
    JsonNode value = null;
    for (Setting setting : settings) {
      value = setting.key().equals(key) ? setting.value() : value;
    }
    ObjectNode tree = value == null ? ConfigReader.tree(source) : null;
    value = value == null ? tree.get(key) : value;
    return value == null || !value.isString() ? null : value.stringValue();
  }

  /** A word for it that can name a file: its own name, or that of its source. */
  public String fileName() {
    String name = text("name");
    if (name != null && name.matches("[\\w.-]*\\w[\\w.-]*")) {
      return name;
    }
    String file = Path.of(source.label()).getFileName().toString();
    return file.endsWith(".toml") ? file.substring(0, file.length() - 5) : file;
  }
}
