package org.sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sluice.bench.workload.LossSize;

class OptionsTest {

  @Test
  void readsAll() {
    Options options =
        Options.parse("--sizes", "10x2x3,20x2x3", "--threads", "1,4", "--peers", "--out", "here");
    assertThat(options.peers()).isTrue();
    assertThat(options.sizes()).containsExactly(new LossSize(10, 2, 3), new LossSize(20, 2, 3));
    assertThat(options.threads()).isEqualTo(List.of(1, 4));
    assertThat(options.folder()).isEqualTo(Path.of("here"));
    assertThat(options.python()).isEqualTo("python3");
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThatThrownBy(() -> Options.parse("--fast", "yes")).hasMessage("--fast is no option");
    assertThatThrownBy(() -> Options.parse("--out"))
        .hasMessage("--out is no option, or lacks its value");
    assertThatThrownBy(() -> Options.parse("--threads", "2"))
        .hasMessage("--threads must begin with 1, against which the others are held, not 2");
    assertThatThrownBy(() -> Options.parse("--sizes", "10x2")).hasMessageContaining("not '10x2'");
  }
}
