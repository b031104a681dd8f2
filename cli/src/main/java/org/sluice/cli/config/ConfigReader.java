package org.sluice.cli.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sluice.cli.process.SluiceException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.toml.TomlMapper;

/** Reads configs, and names the fault of one in one sentence. */
public final class ConfigReader {

  private static final TomlMapper MAPPER = new TomlMapper();

  private ConfigReader() {}

  /**
   * A config that was read.
   *
   * @param config the typed config
   * @param tree the config as written, with the settings in their places
   */
  public record Read<C>(C config, ObjectNode tree) {}

  /**
   * Reads a config with settings from the command line in place of its own values.
   *
   * @param type a record, whose components name the keys
   * @param displacement makes room for each setting
   * @throws SluiceException naming the file, the key and what to do
   */
  public static <C> Read<C> read(WrittenConfig written, Class<C> type, Displacement displacement) {
    ConfigSource source = written.source();
    ObjectNode tree = tree(source);
    List<Setting> settings =
        written.settings().stream().map(setting -> TypedFiles.absolute(setting, type)).toList();
    applyAll(settings, displacement, tree);
    return new Read<>(typed(source, tree, type), tree);
  }

  /**
   * Reads a config that was changed in its tree.
   *
   * @throws SluiceException naming the source, the key and what to do
   */
  public static <C> Read<C> read(ConfigSource source, ObjectNode tree, Class<C> type) {
    return new Read<>(typed(source, tree, type), tree);
  }

  /**
   * Reads a study's config.
   *
   * @throws SluiceException naming the file, the key and what to do
   */
  public static StudyConfig study(ConfigSource source) {
    return typed(source, tree(source), StudyConfig.class);
  }

  private static <C> C typed(ConfigSource source, ObjectNode tree, Class<C> type) {
    try {
      return TableReader.read("", tree, type);
    } catch (IllegalArgumentException e) {
      throw SluiceException.input(e, "%s: %s", source.label(), e.getMessage());
    }
  }

  /**
   * A config as written.
   *
   * @throws SluiceException if it is no TOML
   */
  public static ObjectNode tree(ConfigSource source) {
    try {
      return (ObjectNode) MAPPER.readTree(source.text());
    } catch (StreamReadException e) {
      throw SluiceException.input(
          e,
          "%s: line %d, column %d: %s",
          source.label(),
          e.getLocation().getLineNr(),
          e.getLocation().getColumnNr(),
          firstLine(e.getOriginalMessage()));
    } catch (JacksonException e) {
      throw SluiceException.input(e, "%s: %s", source.label(), firstLine(e.getOriginalMessage()));
    }
  }

  private static void applyAll(List<Setting> settings, Displacement displacement, ObjectNode tree) {
    Map<String, String> seen = new HashMap<>();
    for (Setting setting : settings) {
      String before = seen.put(setting.key(), setting.option());
      if (before != null) {
        throw SluiceException.input(
            "%s is set twice on the command line, by %s and by %s; keep one of them",
            setting.key(), before, setting.option());
      }
      displacement.makeRoom(setting.key(), tree);
    }
    settings.forEach(setting -> setting.applyTo(tree));
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("it cannot be read");
  }
}
