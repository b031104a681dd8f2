package org.sluice.cli.system.population.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.sluice.cli.file.WholeFile;
import org.sluice.inversion.surrogate.ActiveLearning;
import org.sluice.inversion.surrogate.LearningTrace;

/** {@code surrogate.csv}: the course of the surrogates' learning, step by step. */
public final class SurrogateTraceFile {

  private SurrogateTraceFile() {}

  /** Writes the file. */
  public static void write(Path file, Outcome outcome) {
    WholeFile.writeStream(
        file,
        stream -> {
          CsvWriter writer = CsvWriter.builder().build(stream, StandardCharsets.UTF_8);
          writer.writeRecord(
              List.of(
                  "method",
                  "step",
                  "pairs",
                  "trainingError",
                  "heldOutError",
                  "relativeError",
                  "heldOutStep"));
          for (int i = 0; i < outcome.results().size(); i++) {
            String method = outcome.results().get(i).method().word();
            ActiveLearning learning = outcome.emulations().get(i).learning();
            for (LearningTrace.Row row : learning.trace().rows()) {
              writer.writeRecord(
                  List.of(
                      method,
                      Long.toString(row.step()),
                      Integer.toString(row.pairs()),
                      Double.toString(row.trainingError()),
                      Double.toString(row.heldOutError()),
                      Double.toString(row.relativeError()),
                      Long.toString(learning.heldOutStep(row.step()))));
            }
          }
          writer.flush();
        });
  }
}
