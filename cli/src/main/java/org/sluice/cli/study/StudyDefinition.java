package org.sluice.cli.study;

import java.util.Map;
import org.sluice.cli.config.ConfigReader;
import org.sluice.cli.page.Json;
import org.sluice.cli.process.Version;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes {@code study.json}: everything that a study's results depend on. */
final class StudyDefinition {

  private StudyDefinition() {}

  static ObjectNode of(StudyPlan plan, String backend) {
    ObjectNode node = Json.object();
    node.put("name", plan.config().name());
    node.put("version", Version.number());
    node.put("backend", backend);
    node.put("seed", plan.study().seed());
    node.put("firstCellSeed", plan.study().cell(0).seed());
    node.put("repetitions", plan.study().repetitions());
    ArrayNode axes = node.putArray("axes");
    for (GridAxis axis : plan.axes()) {
      ArrayNode points = axes.addObject().put("key", axis.key()).putArray("points");
      axis.points().forEach(point -> put(point, points.addObject()));
    }
    put(plan.shared(), node.putObject("set"));
    node.set("problem", ConfigReader.tree(plan.problem()));
    return node;
  }

  private static void put(Map<String, JsonNode> values, ObjectNode node) {
    values.forEach(node::set);
  }

  /** Returns the first key in which two definitions differ, or null. */
  static String difference(JsonNode one, JsonNode other) {
    for (Map.Entry<String, JsonNode> entry : one.properties()) {
      if (!entry.getValue().equals(other.get(entry.getKey()))) {
        return entry.getKey();
      }
    }
    return null;
  }
}
