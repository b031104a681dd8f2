package org.sluice.cli.config;

import java.util.List;
import java.util.Map;
import org.sluice.inversion.range.Range;
import tools.jackson.databind.JsonNode;

/**
 * A study's config. Where values stand under dotted keys of a problem's config, such as {@code
 * loss.slices}, a text that begins with {@code @} takes the value of the key that it names.
 *
 * @param name a word for the study
 * @param description sentences about it, or null
 * @param problem a config file, relative to this one, or a bundled example
 * @param seed of all cells; 1 by default
 * @param repetitions of each combination; 10 by default
 * @param set values that all cells share in place of the problem's own
 * @param axis axes of the grid
 * @param summary the summary of the cells
 * @param small values that make a small grid of it, as {@code --set} takes them
 */
public record StudyConfig(
    String name,
    String description,
    String problem,
    Long seed,
    Integer repetitions,
    Map<String, JsonNode> set,
    List<AxisConfig> axis,
    SummaryConfig summary,
    Map<String, JsonNode> small) {

  /** Fills in defaults and checks the required components. */
  public StudyConfig {
    Range.present("name", name);
    if (!name.matches("[\\w-]+")) {
      throw new IllegalArgumentException(
          "name must be a word of letters, digits and hyphens, not '%s'".formatted(name));
    }
    Range.present("problem", problem);
    Range.present("axis", axis);
    Range.present("summary", summary);
    axis = List.copyOf(axis);
    seed = seed == null ? 1 : seed;
    repetitions = repetitions == null ? 10 : repetitions;
    Range.atLeast("repetitions", 1, repetitions);
    set = DottedKeys.of(set);
    small = DottedKeys.of(small);
  }

  /**
   * A table {@code [[axis]]}.
   *
   * @param key of the problem's config
   * @param values the values of that key
   * @param with other keys that go along, each with as many values
   */
  public record AxisConfig(String key, List<JsonNode> values, Map<String, JsonNode> with) {

    /** Checks that all have as many values. */
    public AxisConfig {
      Range.present("key", key);
      Range.present("values", values);
      values = List.copyOf(values);
      with = DottedKeys.of(with);
      for (Map.Entry<String, JsonNode> entry : with.entrySet()) {
        if (!entry.getValue().isArray() || entry.getValue().size() != values.size()) {
          throw new IllegalArgumentException(
              "axis.with.%s must be a list of as many values as %s has, %d"
                  .formatted(entry.getKey(), key, values.size()));
        }
      }
    }
  }

  /**
   * The table {@code [summary]}.
   *
   * @param axis the key of an axis of numbers, which errors and costs are fitted and drawn against
   * @param compare the key of an axis whose values are compared in pairs, or null
   * @param theory whether the noise's Cramér–Rao bound and predicted bias stand beside the
   *     measured; for isotropic noise; false by default
   * @param arrived whether only cells count whose verdict is {@code arrived}; false by default
   */
  public record SummaryConfig(String axis, String compare, Boolean theory, Boolean arrived) {

    /** Fills in the defaults. */
    public SummaryConfig {
      Range.present("axis", axis);
      theory = theory != null && theory;
      arrived = arrived != null && arrived;
    }
  }
}
