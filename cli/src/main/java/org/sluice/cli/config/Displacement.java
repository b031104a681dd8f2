package org.sluice.cli.config;

import tools.jackson.databind.node.ObjectNode;

/** Removes the keys that a setting from the command line leaves without a meaning. */
public interface Displacement {

  /**
   * Makes room for a value that will stand under a key.
   *
   * @param key dotted path, such as {@code data.file}
   * @param tree the config as written, changed in place
   */
  void makeRoom(String key, ObjectNode tree);
}
