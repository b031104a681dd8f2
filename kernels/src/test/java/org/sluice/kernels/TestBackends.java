package org.sluice.kernels;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * The backends that every contract is checked against: the scalar one, which is the specification,
 * and those under test. Other modules run the same contracts by naming theirs in the property
 * {@code sluice.test.backends}, separated by commas.
 */
final class TestBackends {

  private static final List<String> UNDER_TEST =
      List.of(System.getProperty("sluice.test.backends", "vector").split(","));

  private TestBackends() {}

  static Backend scalar() {
    return open("scalar", Parallelism.serial());
  }

  static Backend vector() {
    return open("vector", Parallelism.serial());
  }

  /** The first of those under test. */
  static Backend subject() {
    return subject(Parallelism.serial());
  }

  static Backend subject(Parallelism parallelism) {
    return open(UNDER_TEST.getFirst(), parallelism);
  }

  static Backend open(String name, Parallelism parallelism) {
    return Backends.open(name, parallelism).backend();
  }

  static Stream<String> names() {
    return Stream.concat(Stream.of("scalar"), UNDER_TEST.stream());
  }

  static Stream<Arguments> namesAndTypes() {
    return names()
        .flatMap(name -> Stream.of(ElementType.values()).map(type -> Arguments.of(name, type)));
  }
}
