package org.sluice.cli.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sluice.inversion.study.Column;
import org.sluice.inversion.study.ErrorSummary;
import org.sluice.inversion.study.Measurement;

/**
 * How the cells of a study ended, by combination: the verdict that each recorded in the column
 * {@value #VERDICT}, and the cost of those that arrived.
 */
public final class Arrivals {

  /** The name of the column of verdicts. */
  public static final String VERDICT = "verdict";

  /** The name of the column that counts evaluations of the forward map. */
  public static final String SOLVES = "forwardSolves";

  private static final String ARRIVED = "arrived";

  private final Results results;
  private final Column verdicts;
  private final int combinations;

  private Arrivals(Results results, Column verdicts, int combinations) {
    this.results = results;
    this.verdicts = verdicts;
    this.combinations = combinations;
  }

  /** The arrivals of a grid's cells; empty if they record no verdicts. */
  static Optional<Arrivals> of(Results results, StudyGrid grid) {
    return verdicts(grid).map(column -> new Arrivals(results, column, grid.combinations().size()));
  }

  /** Whether the cells of a grid record verdicts. */
  static boolean recorded(StudyGrid grid) {
    return verdicts(grid).isPresent();
  }

  private static Optional<Column> verdicts(StudyGrid grid) {
    return grid.columns().stream().filter(column -> column.name().equals(VERDICT)).findFirst();
  }

  /** All verdicts that a cell may have, {@code arrived} among them. */
  List<String> words() {
    return verdicts.words();
  }

  /** Whether a cell has arrived. */
  boolean arrived(Measurement cell) {
    return is(ARRIVED).test(cell);
  }

  private Predicate<Measurement> is(String word) {
    return cell -> cell.value(verdicts) == verdicts.words().indexOf(word);
  }

  /** The number of a combination's cells with a verdict. */
  int count(int combination, String word) {
    return (int) cells(combination).filter(is(word)).count();
  }

  /** The median number of forward solves of the cells that arrived; NaN if there are none. */
  double medianSolves(int combination) {
    return median(combination, SOLVES);
  }

  /** The median time of the cells that arrived in seconds; NaN if there are none. */
  double medianSeconds(int combination) {
    return median(combination, Column.SECONDS.name());
  }

  private double median(int combination, String column) {
    return ErrorSummary.median(
        cells(combination)
            .filter(this::arrived)
            .mapToDouble(cell -> cell.value(column))
            .filter(value -> !Double.isNaN(value))
            .toArray());
  }

  /** Such as {@code 18, 1 noisy, 1 failed}: the cells that arrived, and how the others ended. */
  String sentence(int combination) {
    List<String> words = others(cells(combination).toList());
    words.addFirst(Integer.toString(count(combination, ARRIVED)));
    return String.join(", ", words);
  }

  /** Says how many of all cells arrived, and how the others ended. */
  String summary() {
    List<Measurement> all = IntStream.range(0, combinations).boxed().flatMap(this::cells).toList();
    long arrived = all.stream().filter(this::arrived).count();
    String others = String.join(", ", others(all));
    return "%d of %d cells arrived%s"
        .formatted(
            arrived, all.size(), others.isEmpty() ? "." : "; of the others, " + others + ".");
  }

  private List<String> others(List<Measurement> cells) {
    List<String> parts = new ArrayList<>();
    for (String word : words()) {
      add(cells.stream().filter(is(word)).count(), word.equals(ARRIVED) ? null : word, parts);
    }
    add(cells.stream().filter(cell -> !cell.succeeded()).count(), "failed", parts);
    add(
        cells.stream()
            .filter(cell -> cell.succeeded() && Double.isNaN(cell.value(verdicts)))
            .count(),
        "not judged",
        parts);
    return parts;
  }

  private static void add(long count, String word, List<String> parts) {
    if (word != null && count > 0) {
      parts.add(count + " " + word);
    }
  }

  private Stream<Measurement> cells(int combination) {
    return results.of(combination).stream().filter(Objects::nonNull);
  }
}
