package org.sluice.cli.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A panel: the combinations in one table or one chart. They differ only in the axis that errors are
 * drawn against and in the axis whose values are compared.
 *
 * @param others the values that the combinations share, by axis
 * @param combinations numbers of combinations, by the compared value and by the abscissa; one row
 *     if nothing is compared
 */
record Panel(Map<String, String> others, int[][] combinations) {

  /** Lists the panels of a plan in the order of the grid. */
  static List<Panel> of(StudyPlan plan) {
    int abscissa = plan.abscissaIndex();
    int compared = plan.compared();
    int columns = plan.abscissa().points().size();
    int rows = compared < 0 ? 1 : plan.axes().get(compared).points().size();
    Map<Map<String, String>, Panel> panels = new LinkedHashMap<>();
    int repetitions = plan.study().repetitions();
    for (int i = 0; i < plan.study().combinationCount(); i++) {
      List<String> values = plan.study().cell(i * repetitions).values();
      Map<String, String> others = new LinkedHashMap<>();
      for (int axis = 0; axis < values.size(); axis++) {
        if (axis != abscissa && axis != compared) {
          others.put(plan.axes().get(axis).key(), values.get(axis));
        }
      }
      int row = compared < 0 ? 0 : place(plan, compared, values);
      panels.computeIfAbsent(others, _ -> new Panel(others, new int[rows][columns]))
              .combinations[row][place(plan, abscissa, values)] =
          i;
    }
    return new ArrayList<>(panels.values());
  }

  private static int place(StudyPlan plan, int axis, List<String> values) {
    return plan.axes().get(axis).values().indexOf(values.get(axis));
  }

  /** The shared values in words; empty if there are none. */
  String label() {
    List<String> words = new ArrayList<>();
    others.forEach((key, value) -> words.add(key + " = " + value));
    return String.join(", ", words);
  }
}
