package org.sluice.cli.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sluice.cli.file.FileFailure;
import org.sluice.cli.file.FolderLock;
import org.sluice.cli.file.WholeFile;
import org.sluice.cli.page.Json;
import org.sluice.cli.process.SluiceException;
import org.sluice.inversion.study.CellRunner;
import org.sluice.inversion.study.CellTask;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Runs a study in its folder: computes the cells that are not done yet, then writes tables of their
 * errors.
 */
public final class StudyRun {

  private static final double MEGABYTE = 1e6;

  private static final String DEFINITION = "study.json";
  private static final String FINISHED = "summary.csv";

  private final StudyPlan plan;
  private final Path folder;
  private final StudyGrid grid;

  /**
   * Sets up a cell of each combination; nothing is written yet.
   *
   * @throws SluiceException if one cannot be set up
   */
  public StudyRun(StudyPlan plan, Path folder) {
    this.plan = plan;
    this.folder = folder;
    grid = plan.system().survey(plan);
    if (plan.config().summary().arrived() && !Arrivals.recorded(grid)) {
      throw SluiceException.input(
          "%s: summary.arrived = true needs verdicts, which cells of this system do not have; leave it out",
          plan.source().label());
    }
  }

  /** The reason for the choice of the backend, in one line. */
  public String explanation() {
    return grid.explanation();
  }

  /**
   * Computes the missing cells and summarises all.
   *
   * @param resume whether to keep the cells in the folder that are done
   * @param memoryLimit bytes; cells that need more are left out
   * @throws SluiceException if the folder holds another study, or an unfinished one that {@code
   *     resume} would keep, or if another process writes into the folder
   */
  public StudyOutcome run(
      CellRunner runner, boolean resume, long memoryLimit, GridProgress progress) {
    try (FolderLock _ = FolderLock.of(folder)) {
      return runLocked(runner, resume, memoryLimit, progress);
    }
  }

  private StudyOutcome runLocked(
      CellRunner runner, boolean resume, long memoryLimit, GridProgress progress) {
    ObjectNode definition = StudyDefinition.of(plan, grid.backend());
    Path definitionFile = folder.resolve(DEFINITION);
    boolean begun = Files.exists(definitionFile);
    if (resume && begun) {
      requireSame(definition, definitionFile);
    } else {
      requireOneFits(tasks(), memoryLimit);
      requireNothingLost(begun);
      WholeFile.writeText(definitionFile, Json.pretty(definition));
    }
    try (Results results =
        resume && begun
            ? Results.resume(folder, plan.study(), grid.columns())
            : Results.begin(folder, plan.study(), grid.columns())) {
      List<CellTask> missing = tasks().stream().filter(task -> !results.has(task.cell())).toList();
      List<CellTask> fitting =
          missing.stream().filter(task -> task.cost().bytes() <= memoryLimit).toList();
      requireOneFits(missing, memoryLimit);
      progress.begin(fitting, plan.study().cellCount() - missing.size(), missing.size());
      runner.run(
          fitting,
          new RebuiltCells(_ -> plan.system()),
          (task, measurement) -> {
            results.add(task.cell(), measurement);
            progress.done(task);
          });
      return summarise(results, missing.size() - fitting.size());
    }
  }

  /** Checks that not all cells are too large, if there are any. */
  private static void requireOneFits(List<CellTask> missing, long memoryLimit) {
    long least = missing.stream().mapToLong(task -> task.cost().bytes()).min().orElse(0);
    if (least > memoryLimit) {
      throw SluiceException.input(
          "the smallest cell needs about %s MB of memory, but the limit is %s MB; lower data.simulate or loss.samples with --set, or raise the limit with --memory",
          megabytes(least), megabytes(memoryLimit));
    }
  }

  private static String megabytes(long bytes) {
    return (bytes < 100 * MEGABYTE ? "%.3g" : "%.0f").formatted(bytes / MEGABYTE);
  }

  private List<CellTask> tasks() {
    String text = StudyText.of(plan, grid.backend()).write();
    return plan.study().cells().stream()
        .map(cell ->
            new CellTask(
                text, cell, grid.combinations().get(plan.study().combination(cell)).cost()))
        .toList();
  }

  private StudyOutcome summarise(Results results, int leftOut) {
    Theory theory = plan.config().summary().theory() ? plan.system().theory(plan, grid) : null;
    Arrivals arrivals = Arrivals.of(results, grid).orElse(null);
    boolean onlyArrived = plan.config().summary().arrived();
    Errors errors = new Errors(results, grid, onlyArrived ? arrivals : null);
    StudyOutcome outcome = new StudyOutcome(plan, grid, errors, arrivals, theory, leftOut);
    new SummaryTables(outcome).write(folder);
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
          "%s holds another study: its %s differs; repeat the options that it was begun with, or choose another --out",
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
