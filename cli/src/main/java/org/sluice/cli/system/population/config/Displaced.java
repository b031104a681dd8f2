package org.sluice.cli.system.population.config;

import org.sluice.cli.config.Displacement;
import tools.jackson.databind.node.ObjectNode;

/** Removes the keys of a population's config that a setting leaves without a meaning. */
final class Displaced implements Displacement {

  @Override
  public void makeRoom(String key, ObjectNode tree) {
    if (key.equals("data.file")) {
      removeSimulation(tree);
    }
    removeFamily(key, tree);
  }

  /**
   * A file takes the place of simulated data; the truth that these were drawn from goes too, and
   * the sizes that only they needed.
   */
  private static void removeSimulation(ObjectNode tree) {
    if (tree.get("data") instanceof ObjectNode data && data.remove("simulate") != null) {
      remove(tree, "population", "truth");
      remove(tree, "noise", "truth");
      if (data.path("known").has("sd_range")) {
        data.remove("known");
      }
      remove(tree, "forward", "count");
      remove(tree, "forward", "dimension");
    }
  }

  /** Another family takes the place of the whole table, another law that of the law's numbers. */
  private static void removeFamily(String key, ObjectNode tree) {
    switch (key) {
      case "forward.type" -> tree.putObject("forward");
      case "population.type" -> tree.putObject("population");
      case "noise.type" -> tree.putObject("noise");
      case "noise.law" -> {
        remove(tree, "noise", "truth");
        remove(tree, "noise", "start");
      }
      default -> {}
    }
  }

  private static void remove(ObjectNode tree, String table, String key) {
    if (tree.get(table) instanceof ObjectNode node) {
      node.remove(key);
    }
  }
}
