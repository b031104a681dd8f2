package org.sluice.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TwinSourcesTest {

  @Test
  void everyTwinIsWhatItsOriginalMakes() throws IOException {
    List<Path> originals = TwinSources.originals(Path.of("src/main/java"));
    assertThat(originals).isNotEmpty();
    for (Path original : originals) {
      assertThat(Files.readString(TwinSources.twin(original)))
          .as("run TwinSources.main on src/main/java after a change of %s", original)
          .isEqualTo(TwinSources.source(original));
    }
  }
}
