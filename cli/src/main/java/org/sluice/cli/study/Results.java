package org.sluice.cli.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.sluice.cli.process.SluiceException;
import org.sluice.inversion.study.Cell;
import org.sluice.inversion.study.Column;
import org.sluice.inversion.study.Measurement;
import org.sluice.inversion.study.Study;

/**
 * The two tables of cells: {@code cells.csv}, whose bytes depend on neither threads nor
 * interruptions, and {@code times.csv}.
 */
final class Results implements AutoCloseable {

  private final Study study;
  private final List<Column> columns;
  private final Map<Integer, Measurement> done = new TreeMap<>();
  private final CellsFile cells;
  private final CellsFile times;

  private Results(Study study, List<Column> columns, CellsFile cells, CellsFile times) {
    this.study = study;
    this.columns = columns;
    this.cells = cells;
    this.times = times;
  }

  /** Begins empty tables in a folder. */
  static Results begin(Path folder, Study study, List<Column> columns) {
    return new Results(
        study,
        columns,
        CellsFile.begin(folder.resolve("cells.csv"), cellsHeader(study, columns)),
        CellsFile.begin(folder.resolve("times.csv"), timesHeader(columns)));
  }

  /** Opens the tables of a folder to continue them. */
  static Results resume(Path folder, Study study, List<Column> columns) {
    Path cellsFile = folder.resolve("cells.csv");
    Path timesFile = folder.resolve("times.csv");
    List<String> cellsHeader = cellsHeader(study, columns);
    List<String> timesHeader = timesHeader(columns);
    Results results =
        new Results(
            study,
            columns,
            CellsFile.resume(cellsFile, cellsHeader),
            CellsFile.resume(timesFile, timesHeader));
    Map<Integer, List<String>> times = CellsFile.read(timesFile, timesHeader);
    CellsFile.read(cellsFile, cellsHeader)
        .forEach((number, row) ->
            results.done.put(
                number, results.measurement(cellsFile, row, timesFile, times.get(number))));
    return results;
  }

  private static List<String> cellsHeader(Study study, List<Column> columns) {
    List<String> header = new ArrayList<>();
    header.add("cell");
    study.axes().forEach(axis -> header.add(axis.name()));
    header.addAll(List.of("repetition", "seed", "outcome"));
    reproducible(columns).forEach(column -> header.add(column.name()));
    return header;
  }

  private static List<String> timesHeader(List<Column> columns) {
    List<String> header = new ArrayList<>();
    header.add("cell");
    times(columns).forEach(column -> header.add(column.name()));
    return header;
  }

  private static List<Column> reproducible(List<Column> columns) {
    return columns.stream().filter(Column::reproducible).toList();
  }

  private static List<Column> times(List<Column> columns) {
    return columns.stream().filter(column -> !column.reproducible()).toList();
  }

  /** Reads a measurement from its row in each table; its times are NaN if their row is missing. */
  private Measurement measurement(
      Path cellsFile, List<String> row, Path timesFile, List<String> timesRow) {
    int outcome = 1 + study.axes().size() + 2;
    Map<String, Double> values = new HashMap<>();
    List<Column> written = reproducible(columns);
    for (int i = 0; i < written.size(); i++) {
      values.put(
          written.get(i).name(), number(cellsFile, row, written.get(i), row.get(outcome + 1 + i)));
    }
    List<Column> times = times(columns);
    for (int i = 0; i < times.size(); i++) {
      values.put(
          times.get(i).name(),
          timesRow == null
              ? Double.NaN
              : number(timesFile, timesRow, times.get(i), timesRow.get(1 + i)));
    }
    return new Measurement(row.get(outcome), values);
  }

  private static double number(Path file, List<String> row, Column column, String text) {
    try {
      return column.parse(text);
    } catch (NumberFormatException e) {
      throw SluiceException.input(
          e,
          "%s: %s of cell %s is '%s', which no study writes; remove the line, and --resume computes its cell again",
          file,
          column.name(),
          row.getFirst(),
          text);
    }
  }

  /**
   * Adds a cell. The times come first, since a cell counts as done once its row is in {@code
   * cells.csv}.
   */
  void add(Cell cell, Measurement measurement) {
    List<String> timesRow = new ArrayList<>();
    timesRow.add(Integer.toString(cell.number()));
    times(columns).forEach(column -> timesRow.add(column.format(measurement.value(column))));
    times.append(timesRow);
    List<String> row = new ArrayList<>();
    row.add(Integer.toString(cell.number()));
    row.addAll(cell.values());
    row.add(Integer.toString(cell.repetition()));
    row.add(Long.toString(cell.seed()));
    row.add(measurement.outcome());
    reproducible(columns).forEach(column -> row.add(column.format(measurement.value(column))));
    cells.append(row);
    done.put(cell.number(), measurement);
  }

  /** Returns whether a cell is done. */
  boolean has(Cell cell) {
    return done.containsKey(cell.number());
  }

  /** The measurements of a combination's cells by repetition, null where there is none. */
  List<Measurement> of(int combination) {
    int first = combination * study.repetitions();
    return IntStream.range(first, first + study.repetitions()).mapToObj(done::get).toList();
  }

  @Override
  public void close() {
    try (times) {
      cells.close();
    }
  }
}
