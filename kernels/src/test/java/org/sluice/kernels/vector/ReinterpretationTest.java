package org.sluice.kernels.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No kernel reinterprets vectors. Interpreted, the vector module does so through heap segments;
 * after that, stores to native segments are compiled to several times as much code in every kernel.
 */
class ReinterpretationTest {

  @Test
  void noKernelReinterpretsVectors() throws Exception {
    Path classes =
        Path.of(
            VectorBackendProvider.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    try (Stream<Path> files = Files.walk(classes)) {
      List<Path> compiled = files.filter(file -> file.toString().endsWith(".class")).toList();
      assertThat(compiled).filteredOn(file -> mentions(file, "jdk/incubator/vector")).isNotEmpty();
      assertThat(compiled)
          .filteredOn(file -> mentions(file, "jdk/incubator/vector"))
          .noneMatch(file -> mentions(file, "reinterpret") || mentions(file, "REINTERPRET"));
    }
  }

  private static boolean mentions(Path file, String name) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(name);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
