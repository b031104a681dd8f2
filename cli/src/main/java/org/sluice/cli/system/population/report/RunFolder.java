package org.sluice.cli.system.population.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sluice.cli.file.FileFailure;

/** The files that a run and the examinations of its result leave in one folder. */
public final class RunFolder {

  static final String RESULT = "result.json";
  static final String TRACE = "trace.csv";
  static final String SURROGATE_TRACE = "surrogate.csv";
  static final String INDIVIDUALS = "individuals.csv";
  static final String REPORT = "report.html";
  static final String BOOTSTRAP = "bootstrap.json";
  static final String REPLICATES = "bootstrap.csv";
  static final String FIT_TEST = "test.json";

  private static final List<String> OF_RESULT =
      List.of(TRACE, SURROGATE_TRACE, INDIVIDUALS, REPORT, BOOTSTRAP, REPLICATES, FIT_TEST);

  private RunFolder() {}

  /**
   * Writes a run's files. Those of an earlier result, and of its bootstrap and its test, are
   * removed first, so that nothing ever lies beside a result that it does not belong to.
   */
  public static void write(Path folder, Outcome outcome) {
    removeDependants(folder);
    ResultFile.write(folder.resolve(RESULT), outcome);
    TraceFile.write(folder.resolve(TRACE), outcome);
    if (outcome.setup().config().surrogate() != null) {
      SurrogateTraceFile.write(folder.resolve(SURROGATE_TRACE), outcome);
    }
    IndividualsFile.write(folder.resolve(INDIVIDUALS), outcome);
    ReportPage.write(folder.resolve(REPORT), outcome);
  }

  /** Removes all that belongs to a result that is about to be replaced. */
  private static void removeDependants(Path folder) {
    for (String name : OF_RESULT) {
      Path file = folder.resolve(name);
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw FileFailure.writing(file, e);
      }
    }
  }
}
