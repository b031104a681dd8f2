package org.sluice.inversion.measure;

import java.util.List;
import java.util.stream.IntStream;

/** Names for the numbers of a population, in messages and results. */
final class CoordinateNames {

  /** The owner of the numbers in messages about one of them. */
  static final String OWNER = "the population";

  private CoordinateNames() {}

  /** Counts names from 1, as in {@code sd[1], sd[2]}; a single one has no index. */
  static List<String> indexed(String name, int count) {
    return count == 1
        ? List.of(name)
        : IntStream.rangeClosed(1, count).mapToObj(j -> name + "[" + j + "]").toList();
  }
}
