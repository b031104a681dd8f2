package org.sluice.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Runs gpu-check.sh over the stand-in, so that it fails here rather than on a machine with a GPU.
 */
class OnHostGpuCheckTest {

  @Test
  void theTableHasARowForEachMeasure() {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      GpuTable.main("rehearsal");
      DriverCheck.main();
    } finally {
      System.setOut(before);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8).lines())
        .hasSize(11)
        .startsWith(
            "| f32 on cuda (stand-in on the host, compute capability 9.0, 2 multiprocessors) | ms |",
            "|---|---|")
        .endsWith("cuda (stand-in on the host, compute capability 9.0, 2 multiprocessors)")
        .anyMatch(row -> row.matches("\\| surrogate step \\(10, 50, 8\\), .* \\| [0-9.]+ \\|"));
  }

  @Test
  void theContractsThatItNamesExist() throws IOException {
    String script = Files.readString(Path.of("gpu-check.sh"));
    String names = script.replaceAll("(?s).*contracts=\\(([^)]*)\\).*", "$1");
    for (String name : names.strip().split("\\s+")) {
      assertThatCode(() -> Class.forName("org.sluice." + name)).doesNotThrowAnyException();
    }
  }
}
