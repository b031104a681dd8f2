package org.sluice.kernels;

import java.util.stream.Stream;

/** The backends that every contract is checked against. */
final class TestBackends {

  private TestBackends() {}

  static Backend scalar() {
    return open("scalar", Parallelism.serial());
  }

  static Backend vector() {
    return open("vector", Parallelism.serial());
  }

  static Backend open(String name, Parallelism parallelism) {
    return Backends.open(name, parallelism).backend();
  }

  static Stream<String> names() {
    return Stream.of("scalar", "vector");
  }
}
