package org.sluice.cli.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sluice.cli.SluiceException;
import org.sluice.cli.file.FileFailure;
import org.sluice.cli.file.WholeFile;
import org.sluice.cli.page.Json;
import org.sluice.inversion.study.Cell;
import org.sluice.inversion.study.CellRunner;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A study in its folder: does the cells that are not done yet, then writes what they show. */
public final class StudyRun {

  private static final String DEFINITION = "study.json";
  private static final String FINISHED = "summary.csv";

  private final StudyPlan plan;
  private final Path folder;
  private final StudyCells cells;

  /**
   * A study that is not begun; nothing is written yet.
   *
   * @param cells of the plan
   */
  public StudyRun(StudyPlan plan, StudyCells cells, Path folder) {
    this.plan = plan;
    this.folder = folder;
    this.cells = cells;
  }

  /** Why the backend was chosen, in one line. */
  public String explanation() {
    return cells.explanation();
  }

  /**
   * Does it all.
   *
   * @param resume keep the cells in the folder that are done
   * @param memoryLimit bytes; cells that need more are left out
   * @throws SluiceException if the folder holds another study, or one that would be lost
   */
  public StudyOutcome run(
      CellRunner runner, boolean resume, long memoryLimit, GridProgress progress) {
    WholeFile.makeFolder(folder);
    ObjectNode definition = StudyDefinition.of(plan, cells.backend());
    Path definitionFile = folder.resolve(DEFINITION);
    boolean begun = Files.exists(definitionFile);
    if (resume && begun) {
      requireSame(definition, definitionFile);
    } else {
      requireNothingLost(begun);
      WholeFile.writeText(definitionFile, Json.pretty(definition));
    }
    List<String> names = cells.combinations().getFirst().names();
    try (Results results =
        resume && begun
            ? Results.resume(folder, plan.study(), names)
            : Results.begin(folder, plan.study(), names)) {
      List<Cell> missing =
          plan.study().cells().stream().filter(cell -> !results.has(cell)).toList();
      List<Cell> fitting =
          missing.stream().filter(cell -> cells.cost(cell).bytes() <= memoryLimit).toList();
      progress.begin(
          fitting, cells::cost, plan.study().cellCount() - missing.size(), missing.size());
      runner.run(
          fitting,
          cells,
          (cell, measurement) -> {
            results.add(cell, measurement);
            progress.done(cell);
          });
      return summarise(results, missing.size() - fitting.size());
    }
  }

  private StudyOutcome summarise(Results results, int leftOut) {
    List<Combination> combinations =
        plan.config().summary().theory() ? cells.withTheory() : cells.combinations();
    StudyOutcome outcome =
        new StudyOutcome(
            plan,
            combinations,
            new Errors(results, combinations, cells.surrogate()),
            cells.backend(),
            leftOut);
    new SummaryTables(plan, combinations, outcome.errors()).write(folder);
    return outcome;
  }

  private void requireSame(ObjectNode definition, Path file) {
    String difference;
    try {
      JsonNode there = Json.MAPPER.readTree(Files.readString(file));
      JsonNode here = Json.MAPPER.readTree(Json.pretty(definition));
      difference = StudyDefinition.difference(here, there);
    } catch (IOException e) {
      throw FileFailure.reading(file, e);
    } catch (JacksonException e) {
      throw SluiceException.input(e, "%s is damaged; choose another --out", file);
    }
    if (difference != null) {
      throw SluiceException.input(
          "%s holds another study: its %s differs; give what it was begun with, or choose another --out",
          folder, difference);
    }
  }

  private void requireNothingLost(boolean begun) {
    if (begun && !Files.exists(folder.resolve(FINISHED))) {
      throw SluiceException.input(
          "%s holds a study that is not finished; go on with --resume, or choose another --out",
          folder);
    }
    try {
      Files.deleteIfExists(folder.resolve(FINISHED));
    } catch (IOException e) {
      throw FileFailure.writing(folder.resolve(FINISHED), e);
    }
  }
}
