package org.sluice.cli.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sluice.cli.config.Setting;
import org.sluice.cli.config.StudyConfig;
import org.sluice.cli.config.TypedFiles;
import org.sluice.cli.process.SluiceException;
import org.sluice.inversion.study.Axis;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * An axis of a study, with the keys that each of its values sets in the problem's config.
 *
 * @param key of the config, which is the axis's name
 * @param points for each value, the keys and their values; the axis's own key comes first
 */
record GridAxis(String key, List<Map<String, JsonNode>> points) {

  static GridAxis of(StudyConfig.AxisConfig config) {
    List<Map<String, JsonNode>> points = new ArrayList<>();
    for (int i = 0; i < config.values().size(); i++) {
      Map<String, JsonNode> point = new LinkedHashMap<>();
      point.put(config.key(), config.values().get(i));
      for (Map.Entry<String, JsonNode> other : config.with().entrySet()) {
        point.put(other.getKey(), other.getValue().get(i));
      }
      points.add(point);
    }
    return new GridAxis(config.key(), points);
  }

  /**
   * Returns the axis with other values: one, or a list.
   *
   * @throws SluiceException if the axis sets several keys at once and a value is not in its list
   */
  GridAxis with(String option, JsonNode values) {
    List<Map<String, JsonNode>> chosen = new ArrayList<>();
    for (JsonNode value : values.isArray() ? values : List.of(values)) {
      chosen.add(
          points.stream()
              .filter(point -> point.get(key).equals(value))
              .findFirst()
              .orElseGet(() -> alone(option, value)));
    }
    return new GridAxis(key, chosen);
  }

  /**
   * Returns a setting of this axis with absolute names of files. Those of the study's own values
   * stay as they are, relative to its file.
   *
   * @param type the record that problems are read into
   */
  Setting located(Setting setting, Class<?> type) {
    ArrayNode values = JsonNodeFactory.instance.arrayNode();
    for (JsonNode value : setting.value().isArray() ? setting.value() : List.of(setting.value())) {
      Setting alone = new Setting(setting.option(), key, value);
      boolean own = points.stream().anyMatch(point -> point.get(key).equals(value));
      values.add(own ? value : TypedFiles.absolute(alone, type).value());
    }
    return new Setting(setting.option(), key, values);
  }

  /** Returns the axis without one of the other keys that it sets. */
  GridAxis without(String other) {
    List<Map<String, JsonNode>> fewer = new ArrayList<>();
    for (Map<String, JsonNode> point : points) {
      Map<String, JsonNode> rest = new LinkedHashMap<>(point);
      rest.remove(other);
      fewer.add(rest);
    }
    return new GridAxis(key, fewer);
  }

  private Map<String, JsonNode> alone(String option, JsonNode value) {
    if (points.getFirst().size() > 1) {
      throw SluiceException.input(
          "%s: %s = %s is not in the study, and other keys go along with each value; choose from %s",
          option, key, text(value), String.join(", ", values()));
    }
    return Map.of(key, value);
  }

  List<String> values() {
    return points.stream().map(point -> text(point.get(key))).toList();
  }

  /** Returns the values as numbers. */
  double[] numbers() {
    return points.stream()
        .mapToDouble(point -> {
          JsonNode value = point.get(key);
          if (!value.isNumber()) {
            throw SluiceException.input(
                "summary.axis = \"%s\" must be an axis of numbers, but it has %s",
                key, text(value));
          }
          return value.doubleValue();
        })
        .toArray();
  }

  /**
   * Returns the axis of the grid.
   *
   * @param solutionTables tables of the config that say how a problem is solved
   */
  Axis axis(List<String> solutionTables) {
    boolean solution =
        points.stream()
            .flatMap(point -> point.keySet().stream())
            .allMatch(each -> solutionTables.contains(each.split("\\.")[0]));
    return new Axis(key, values(), !solution);
  }

  static String text(JsonNode value) {
    return value.isString() ? value.stringValue() : value.toString();
  }
}
