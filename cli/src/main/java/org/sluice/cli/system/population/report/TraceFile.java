package org.sluice.cli.system.population.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sluice.cli.file.WholeFile;
import org.sluice.inversion.population.Result;
import org.sluice.inversion.population.Trace;
import org.sluice.inversion.population.problem.Coordinates;

/** {@code trace.csv}: the steps that the trace kept, one a row. */
public final class TraceFile {

  private TraceFile() {}

  /** Writes the file. */
  public static void write(Path file, Outcome outcome) {
    List<String> header =
        new ArrayList<>(
            List.of(
                "method",
                "step",
                "squared",
                "standardError",
                "surrogateError",
                "learningRate",
                "gradientNorm",
                "seconds"));
    header.addAll(names(outcome));
    WholeFile.writeStream(
        file,
        stream -> {
          CsvWriter writer = CsvWriter.builder().build(stream, StandardCharsets.UTF_8);
          writer.writeRecord(header);
          for (Result result : outcome.results()) {
            for (Trace.Row row : result.trace().rows()) {
              writer.writeRecord(cells(result, row));
            }
          }
          writer.flush();
        });
  }

  /** Names of the traced numbers; those of the noise are marked, as both laws may have an sd. */
  static List<String> names(Outcome outcome) {
    return Coordinates.names(outcome.setup().problem());
  }

  private static List<String> cells(Result result, Trace.Row row) {
    List<String> cells =
        new ArrayList<>(
            List.of(
                result.method().word(),
                Long.toString(row.step()),
                Double.toString(row.squared()),
                Double.toString(row.standardError()),
                Double.isNaN(row.surrogateError()) ? "" : Double.toString(row.surrogateError()),
                Double.toString(row.learningRate()),
                Double.toString(row.gradientNorm()),
                Double.toString(row.seconds())));
    for (double number : row.physical()) {
      cells.add(Double.toString(number));
    }
    return cells;
  }
}
