package org.sluice.cli.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.sluice.inversion.study.Cell;
import org.sluice.inversion.study.Measurement;
import org.sluice.inversion.study.Study;

/**
 * The two tables of cells: {@code cells.csv}, which is the same for every number of threads and
 * after every interruption, and {@code times.csv}, which is not.
 */
final class Results implements AutoCloseable {

  private static final List<String> TIMES = List.of("cell", "seconds");

  private final Study study;
  private final Map<Integer, Measurement> done = new TreeMap<>();
  private final CellsFile cells;
  private final CellsFile times;

  private Results(Study study, CellsFile cells, CellsFile times) {
    this.study = study;
    this.cells = cells;
    this.times = times;
  }

  /** Empty tables in a folder. */
  static Results begin(Path folder, Study study, List<String> names) {
    return new Results(
        study,
        CellsFile.begin(folder.resolve("cells.csv"), header(study, names)),
        CellsFile.begin(folder.resolve("times.csv"), TIMES));
  }

  /** The tables of a folder, to go on with. */
  static Results resume(Path folder, Study study, List<String> names) {
    Path cellsFile = folder.resolve("cells.csv");
    Path timesFile = folder.resolve("times.csv");
    List<String> header = header(study, names);
    Results results =
        new Results(study, CellsFile.resume(cellsFile, header), CellsFile.resume(timesFile, TIMES));
    Map<Integer, List<String>> seconds = CellsFile.read(timesFile, TIMES);
    CellsFile.read(cellsFile, header)
        .forEach((number, row) ->
            results.done.put(number, measurement(row, names.size(), study, seconds.get(number))));
    return results;
  }

  private static List<String> header(Study study, List<String> names) {
    List<String> header = new ArrayList<>();
    header.add("cell");
    study.axes().forEach(axis -> header.add(axis.name()));
    header.addAll(
        List.of(
            "repetition",
            "seed",
            "outcome",
            "steps",
            "samples",
            "slices",
            "squared",
            "standardError",
            "surrogateError"));
    header.addAll(names);
    return header;
  }

  private static Measurement measurement(
      List<String> row, int names, Study study, List<String> seconds) {
    int at = 1 + study.axes().size() + 2;
    int firstEstimate = row.size() - names;
    return new Measurement(
        row.get(at),
        IntStream.range(firstEstimate, row.size())
            .mapToDouble(i -> Double.parseDouble(row.get(i)))
            .toArray(),
        Long.parseLong(row.get(at + 1)),
        Long.parseLong(row.get(at + 2)),
        Integer.parseInt(row.get(at + 3)),
        Double.parseDouble(row.get(at + 4)),
        Double.parseDouble(row.get(at + 5)),
        Double.parseDouble(row.get(at + 6)),
        seconds == null ? Double.NaN : Double.parseDouble(seconds.get(1)));
  }

  /** Adds a cell; the time first, since a cell counts as done once its row is written. */
  void add(Cell cell, Measurement measurement) {
    times.append(List.of(Integer.toString(cell.number()), Double.toString(measurement.seconds())));
    List<String> row = new ArrayList<>();
    row.add(Integer.toString(cell.number()));
    row.addAll(cell.values());
    row.add(Integer.toString(cell.repetition()));
    row.add(Long.toString(cell.seed()));
    row.add(measurement.outcome());
    row.add(Long.toString(measurement.steps()));
    row.add(Long.toString(measurement.samples()));
    row.add(Integer.toString(measurement.slices()));
    row.add(Double.toString(measurement.squared()));
    row.add(Double.toString(measurement.standardError()));
    row.add(Double.toString(measurement.surrogateError()));
    Arrays.stream(measurement.estimates()).mapToObj(Double::toString).forEach(row::add);
    cells.append(row);
    done.put(cell.number(), measurement);
  }

  /** Whether a cell is done. */
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
