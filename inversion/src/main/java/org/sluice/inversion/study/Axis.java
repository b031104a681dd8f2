package org.sluice.inversion.study;

import java.util.List;

/**
 * One axis of a study's grid.
 *
 * @param name unique in the study, such as {@code data.simulate}
 * @param values at least one, each different, as text
 * @param ofProblem true if it changes the problem (its data, laws or forward map), false if it
 *     changes how the problem is solved. Cells that differ only in axes of the second kind get the
 *     same random numbers, so that they can be compared in pairs.
 */
public record Axis(String name, List<String> values, boolean ofProblem) {

  /** Checks the values. */
  public Axis {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new IllegalArgumentException("the axis %s has no values".formatted(name));
    }
    for (int i = 0; i < values.size(); i++) {
      if (values.indexOf(values.get(i)) < i) {
        throw new IllegalArgumentException(
            "the axis %s has the value %s twice".formatted(name, values.get(i)));
      }
    }
  }
}
