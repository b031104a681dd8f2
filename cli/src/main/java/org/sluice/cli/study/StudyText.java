package org.sluice.cli.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.sluice.cli.config.ConfigSource;
import org.sluice.cli.config.Setting;
import org.sluice.cli.config.WrittenConfig;
import org.sluice.cli.process.SluiceException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.toml.TomlMapper;

/**
 * A study as text from which any process can rebuild it: the text of its file and of its problem's
 * config, the settings that take the place of their values, and the backend. Files that the problem
 * refers to, such as data, are not in the text and must lie in the same folder everywhere.
 *
 * @param study the study's file
 * @param problem the config that its cells vary
 * @param settings values in place of the study's
 * @param backend the name of the backend that all cells run on
 */
public record StudyText(
    ConfigSource study, ConfigSource problem, List<Setting> settings, String backend) {

  // Values are written and read as TOML, as the study's own file is, so that numbers keep their
  // types: seeds of cells depend on how the values of axes are written.
  private static final TomlMapper MAPPER = new TomlMapper();
  // Files in these settings were located where they were typed, or are relative to the study.
  private static final String OPTION = "set";

  /** Copies the settings. */
  public StudyText {
    settings = List.copyOf(settings);
  }

  /** The text of a plan. */
  static StudyText of(StudyPlan plan, String backend) {
    return new StudyText(plan.source(), plan.problem(), plan.settings(), backend);
  }

  /** Writes it as a TOML document. */
  public String write() {
    ObjectNode document = MAPPER.createObjectNode();
    document.put("backend", backend);
    put(study, document.putObject("study"));
    put(problem, document.putObject("problem"));
    ObjectNode set = document.putObject("set");
    settings.forEach(setting -> set.set(setting.key(), setting.value()));
    return MAPPER.writeValueAsString(document);
  }

  /**
   * Reads a document that {@link #write} wrote.
   *
   * @throws SluiceException if it is none
   */
  public static StudyText parse(String text) {
    JsonNode document;
    try {
      document = MAPPER.readTree(text);
    } catch (JacksonException e) {
      throw SluiceException.input(
          e,
          "the text of a study is damaged: %s",
          e.getOriginalMessage().lines().findFirst().get());
    }
    List<Setting> settings = new ArrayList<>();
    document
        .path("set")
        .properties()
        .forEach(each -> settings.add(new Setting(OPTION, each.getKey(), each.getValue())));
    return new StudyText(
        source(document, "study"),
        source(document, "problem"),
        settings,
        word(document, "backend"));
  }

  /** The plan. */
  StudyPlan plan(Function<WrittenConfig, SystemStudy> systems) {
    return StudyPlan.of(study, problem, settings, systems);
  }

  private static void put(ConfigSource source, ObjectNode node) {
    node.put("label", source.label());
    node.put("folder", source.folder().toString());
    node.put("text", source.text());
  }

  private static ConfigSource source(JsonNode document, String key) {
    JsonNode node = document.path(key);
    return new ConfigSource(word(node, "label"), word(node, "text"), Path.of(word(node, "folder")));
  }

  private static String word(JsonNode node, String key) {
    if (!node.path(key).isString()) {
      throw SluiceException.input("the text of a study is damaged: it has no %s", key);
    }
    return node.path(key).stringValue();
  }
}
