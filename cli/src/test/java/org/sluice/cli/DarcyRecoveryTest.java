package org.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.cli.command.SluiceCommand;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The bundled porous-medium problem, in full, as the README describes it for both gradients. */
class DarcyRecoveryTest {

  @TempDir Path folder;

  @Test
  void theCutGradientRecoversAllAndTheStandardOneInflatesTheNoise() throws IOException {
    StringWriter errors = new StringWriter();
    int code =
        SluiceCommand.execute(
            new PrintWriter(new StringWriter()),
            new PrintWriter(errors),
            "run",
            "darcy",
            "--gradient",
            "both",
            "--set",
            "loss.slices=100",
            "--set",
            "optimiser.type=gauss-newton",
            "--quiet",
            "--out",
            folder.toString());
    assertThat(code).as(errors.toString()).isZero();
    JsonNode variants =
        JsonMapper.shared()
            .readTree(Files.readString(folder.resolve("result.json")))
            .get("variants");

    JsonNode cut = variants.get(0);
    assertThat(cut.at("/parameters/0/estimate").doubleValue()).isCloseTo(0.5, within(0.03));
    assertThat(cut.at("/parameters/1/estimate").doubleValue())
        .isCloseTo(Math.log(0.6), within(0.03));
    assertThat(cut.at("/noise/0/estimate").doubleValue()).isCloseTo(0.1, within(0.003));

    // The bias is in proportion to the distance of two samples of one law, w of their sizes: 13 to
    // 16 % were seen with 400 samples (w = 0.0108), so 8.5 % are expected with 1000 (w = 0.0063).
    JsonNode standard = variants.get(1);
    assertThat(standard.at("/noise/0/estimate").doubleValue()).isBetween(0.105, 0.12);

    assertThat(Files.size(folder.resolve("report.html"))).isLessThan(300_000);
  }
}
