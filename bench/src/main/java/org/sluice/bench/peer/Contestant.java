package org.sluice.bench.peer;

import java.util.List;
import java.util.Map;

/**
 * A peer that takes part, and the command that starts it.
 *
 * @param family one row of the table; of several ways to start a peer, the fastest counts
 * @param variant the difference from others of its family; may be empty
 * @param command program and arguments
 * @param environment variables that set its threads
 */
record Contestant(
    String family, String variant, List<String> command, Map<String, String> environment) {

  /** This library. */
  static final String SLUICE = "sluice";

  /** Torch in a JVM. */
  static final String TORCH_JVM = "torch in the JVM";

  /** Torch in Python. */
  static final String TORCH = "torch";

  /** Numpy with a gradient by hand. */
  static final String NUMPY = "numpy";

  /** POT on torch. */
  static final String POT = "POT";

  /** Family and variant. */
  String name() {
    return variant.isEmpty() ? family : family + " (" + variant + ")";
  }
}
