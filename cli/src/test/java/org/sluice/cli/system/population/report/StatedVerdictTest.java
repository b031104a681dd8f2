package org.sluice.cli.system.population.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.sluice.cli.process.SluiceException;
import org.sluice.inversion.population.newton.Verdict;
import tools.jackson.databind.json.JsonMapper;

class StatedVerdictTest {

  private static final String STEP =
      "\"newtonStep\": {\"inStandardErrors\": 0.6, \"monteCarloError\": 0.5, \"movesMost\": \"sd\"}";

  @Test
  void onlyAMovingRunIsRefused() {
    for (Verdict verdict : Verdict.values()) {
      StatedVerdict stated = read("{\"verdict\": \"%s\", %s}".formatted(verdict.word(), STEP));
      if (verdict == Verdict.MOVING) {
        assertThatThrownBy(stated::requireArrival)
            .isInstanceOf(SluiceException.class)
            .hasMessageStartingWith("run/result.json: the run has not arrived")
            .hasMessageContaining("moves sd most, and the numbers by 0.600 ± 0.50")
            .hasMessageContaining("--anyway");
      } else {
        stated.requireArrival();
      }
      assertThat(stated.caution().isEmpty()).isEqualTo(verdict == Verdict.ARRIVED);
    }
  }

  @Test
  void aResultWithoutAVerdictIsAccepted() {
    StatedVerdict unexamined = read("{\"verdict\": null}");
    unexamined.requireArrival();
    assertThat(unexamined.caution()).isEmpty();
    StatedVerdict old = read("{}");
    old.requireArrival();
    assertThat(old.caution())
        .hasValueSatisfying(sentence ->
            assertThat(sentence)
                .isEqualTo(
                    "run/result.json does not say whether its run has arrived, since an older version wrote it; run again to know"));
  }

  @Test
  void anUnknownVerdictIsRefused() {
    assertThatThrownBy(() -> read("{\"verdict\": \"gone\"}"))
        .isInstanceOf(SluiceException.class)
        .hasMessage("run/result.json: run.verdict is 'gone', which is no verdict; run again");
  }

  private static StatedVerdict read(String json) {
    return StatedVerdict.read(Path.of("run", "result.json"), JsonMapper.shared().readTree(json));
  }
}
