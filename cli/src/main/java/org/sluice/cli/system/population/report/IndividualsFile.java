package org.sluice.cli.system.population.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sluice.cli.file.WholeFile;
import org.sluice.inversion.population.Result;

/**
 * {@code individuals.csv}: the change of each number, to first order, if an individual is left out,
 * one individual a row. Individuals that no evaluation of the verdict drew are not in it.
 */
public final class IndividualsFile {

  private IndividualsFile() {}

  /** Writes the file. */
  public static void write(Path file, Outcome outcome) {
    List<String> header = new ArrayList<>(List.of("method", "group", "row", "inStandardErrors"));
    header.addAll(TraceFile.names(outcome));
    WholeFile.writeStream(
        file,
        stream -> {
          CsvWriter writer = CsvWriter.builder().build(stream, StandardCharsets.UTF_8);
          writer.writeRecord(header);
          for (Result result : outcome.results()) {
            if (result.arrival() != null) {
              for (Influences.Individual each :
                  Influences.of(outcome.setup().problem(), result.arrival())) {
                writer.writeRecord(cells(result, each));
              }
            }
          }
          writer.flush();
        });
  }

  private static List<String> cells(Result result, Influences.Individual individual) {
    List<String> cells =
        new ArrayList<>(
            List.of(
                result.method().word(),
                individual.group(),
                Integer.toString(individual.row()),
                Double.toString(individual.size())));
    for (double change : individual.changes()) {
      cells.add(Double.toString(change));
    }
    return cells;
  }
}
