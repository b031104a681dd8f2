package org.sluice.cli.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.sluice.cli.config.ConfigReader;
import org.sluice.cli.config.ConfigSource;
import org.sluice.cli.config.Setting;
import org.sluice.cli.config.StudyConfig;
import org.sluice.cli.config.StudyConfig.SummaryConfig;
import org.sluice.cli.config.TypedFiles;
import org.sluice.cli.config.WrittenConfig;
import org.sluice.cli.process.SluiceException;
import org.sluice.inversion.study.Cell;
import org.sluice.inversion.study.Study;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A study that is fully specified: its grid, and the config of each cell.
 *
 * @param source the study's file
 * @param settings values in place of the file's; files in them do not depend on where they were
 *     typed
 * @param config the file as read
 * @param problem the config that its cells vary
 * @param system of the problem
 * @param study the grid
 * @param axes its axes, in the same order
 * @param shared values that all cells have in place of the problem's own
 */
public record StudyPlan(
    ConfigSource source,
    List<Setting> settings,
    StudyConfig config,
    ConfigSource problem,
    SystemStudy system,
    Study study,
    List<GridAxis> axes,
    Map<String, JsonNode> shared) {

  private static final String REFERENCE = "@";

  /**
   * Makes the plan of a study's file.
   *
   * @param problem the config that its cells vary
   * @param settings values in place of the study's: {@code seed} and {@code repetitions} are the
   *     study's own, the key of an axis takes one value or a list, and all other keys are the
   *     problem's
   * @param systems finds the system of the problem
   * @throws SluiceException naming the part that does not fit
   */
  public static StudyPlan of(
      ConfigSource source,
      ConfigSource problem,
      List<Setting> settings,
      Function<WrittenConfig, SystemStudy> systems) {
    StudyConfig config = ConfigReader.study(source);
    List<GridAxis> axes = new ArrayList<>(config.axis().stream().map(GridAxis::of).toList());
    Map<String, JsonNode> shared = new LinkedHashMap<>(config.set());
    List<Setting> asked = settings(config.name(), shared);
    asked.addAll(settings);
    SystemStudy system = systems.apply(new WrittenConfig(problem, asked));
    List<Setting> located = new ArrayList<>();
    long seed = config.seed();
    int repetitions = config.repetitions();
    for (Setting each : settings) {
      Setting setting = each;
      int axis = axes.stream().map(GridAxis::key).toList().indexOf(setting.key());
      if (setting.key().equals("seed")) {
        seed = wholeNumber(setting);
      } else if (setting.key().equals("repetitions")) {
        repetitions = Math.toIntExact(Math.min(wholeNumber(setting), Integer.MAX_VALUE));
      } else if (axis >= 0) {
        setting = axes.get(axis).located(setting, system.configType());
        axes.set(axis, axes.get(axis).with(setting.option(), setting.value()));
      } else {
        setting = TypedFiles.absolute(setting, system.configType());
        axes.replaceAll(other -> other.without(each.key()));
        shared.put(setting.key(), setting.value());
      }
      located.add(setting);
    }
    Study study;
    try {
      List<String> solution = system.solutionTables();
      study = new Study(seed, axes.stream().map(axis -> axis.axis(solution)).toList(), repetitions);
    } catch (IllegalArgumentException e) {
      throw SluiceException.input(e, "%s: %s", source.label(), e.getMessage());
    }
    StudyPlan plan =
        new StudyPlan(
            source,
            List.copyOf(located),
            config,
            problem,
            system,
            study,
            List.copyOf(axes),
            shared);
    try {
      plan.abscissa().numbers();
    } catch (SluiceException e) {
      throw e.in(source.label());
    }
    plan.compared();
    return plan;
  }

  /** The settings of the study's small grid; those of the command line take their place. */
  public static List<Setting> small(StudyConfig config) {
    return config.small().entrySet().stream()
        .map(entry -> new Setting("small", entry.getKey(), entry.getValue()))
        .toList();
  }

  private static long wholeNumber(Setting setting) {
    if (!setting.value().isIntegralNumber() || !setting.value().canConvertToLong()) {
      throw SluiceException.input(
          "%s: %s must be a whole number, not %s",
          setting.option(), setting.key(), setting.value());
    }
    return setting.value().longValue();
  }

  /** The axis that errors are drawn against. */
  GridAxis abscissa() {
    return axes.get(indexOf("summary.axis", config.summary().axis()));
  }

  /** The place of {@link SummaryConfig#axis} among the axes. */
  int abscissaIndex() {
    return indexOf("summary.axis", config.summary().axis());
  }

  /**
   * Returns whether cells along the abscissa share their data and random numbers, so that each can
   * be compared with the last.
   */
  boolean converges() {
    return !study.axes().get(abscissaIndex()).ofProblem();
  }

  /** The place of {@link SummaryConfig#compare} among the axes, or −1. */
  int compared() {
    String key = config.summary().compare();
    return key == null ? -1 : indexOf("summary.compare", key);
  }

  private int indexOf(String where, String key) {
    int index = axes.stream().map(GridAxis::key).toList().indexOf(key);
    if (index < 0) {
      throw SluiceException.input(
          "%s: %s = \"%s\" is no axis of this study; choose from %s",
          source.label(), where, key, String.join(", ", axes.stream().map(GridAxis::key).toList()));
    }
    return index;
  }

  /** The config of a cell. */
  public WrittenConfig config(Cell cell) {
    return config(cell, Map.of());
  }

  /** The config of a cell with some of its values replaced. */
  public WrittenConfig config(Cell cell, Map<String, JsonNode> more) {
    Map<String, JsonNode> values = new LinkedHashMap<>(shared);
    for (int i = 0; i < axes.size(); i++) {
      values.putAll(axes.get(i).points().get(place(cell, i)));
    }
    values.replaceAll((key, value) -> resolved(key, value, values));
    values.putAll(more);
    List<Setting> all = settings(config.name(), values);
    all.add(Setting.of(config.name(), "seed", cell.seed()));
    return new WrittenConfig(problem, all);
  }

  private static List<Setting> settings(String option, Map<String, JsonNode> values) {
    List<Setting> settings = new ArrayList<>();
    values.forEach((key, value) -> settings.add(new Setting(option, key, value)));
    return settings;
  }

  private int place(Cell cell, int axis) {
    return study.axes().get(axis).values().indexOf(cell.values().get(axis));
  }

  /**
   * Returns a value; if it refers to a key, the value of that key in the cell or else in the
   * problem.
   */
  private JsonNode resolved(String key, JsonNode value, Map<String, JsonNode> values) {
    if (!value.isString() || !value.stringValue().startsWith(REFERENCE)) {
      return value;
    }
    String target = value.stringValue().substring(REFERENCE.length());
    JsonNode found = values.get(target);
    if (found == null) {
      ObjectNode tree = ConfigReader.tree(problem);
      found = tree.at("/" + target.replace('.', '/'));
    }
    if (found.isMissingNode() || found.isString() && found.stringValue().startsWith(REFERENCE)) {
      throw SluiceException.input(
          "%s: %s = \"%s\" refers to a key that has no value of its own",
          source.label(), key, value.stringValue());
    }
    return found;
  }
}
