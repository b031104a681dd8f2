package org.sluice.inversion.study;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A grid of cells: every combination of the axes' values, repeated with different random numbers.
 *
 * @param seed from which the seeds of all cells are made
 * @param axes at least one, with different names
 * @param repetitions of each combination, at least 1
 */
public record Study(long seed, List<Axis> axes, int repetitions) {

  private static final long MOST_CELLS = 10_000_000;

  /** Checks the ranges. */
  public Study {
    axes = List.copyOf(axes);
    if (axes.isEmpty()) {
      throw new IllegalArgumentException("a study needs at least one axis");
    }
    if (axes.stream().map(Axis::name).distinct().count() < axes.size()) {
      throw new IllegalArgumentException("two axes of a study have the same name");
    }
    if (repetitions < 1) {
      throw new IllegalArgumentException("repetitions must be at least 1, not " + repetitions);
    }
    double cells = repetitions;
    for (Axis axis : axes) {
      cells *= axis.values().size();
    }
    if (cells > MOST_CELLS) {
      throw new IllegalArgumentException(
          "the study has %.3g cells, more than %d".formatted(cells, MOST_CELLS));
    }
  }

  /**
   * Lists all cells in the order of their numbers: repetitions change fastest, then the values of
   * the last axis.
   */
  public List<Cell> cells() {
    return IntStream.range(0, cellCount()).mapToObj(this::cell).toList();
  }

  /** Returns the number of cells. */
  public int cellCount() {
    return combinationCount() * repetitions;
  }

  /** Returns the number of combinations of values. */
  public int combinationCount() {
    return axes.stream().mapToInt(axis -> axis.values().size()).reduce(1, Math::multiplyExact);
  }

  /** Returns the number of a cell's combination of values, from 0. */
  public int combination(Cell cell) {
    return cell.number() / repetitions;
  }

  /** Returns the cell with a number. */
  public Cell cell(int number) {
    int repetition = number % repetitions + 1;
    int rest = number / repetitions;
    List<String> values = new ArrayList<>();
    for (Axis axis : axes.reversed()) {
      int count = axis.values().size();
      values.addFirst(axis.values().get(rest % count));
      rest /= count;
    }
    return new Cell(number, List.copyOf(values), repetition, seed(values, repetition));
  }

  private long seed(List<String> values, int repetition) {
    CellSeed cellSeed = new CellSeed(seed).absorb(repetition);
    IntStream.range(0, axes.size())
        .filter(i -> axes.get(i).ofProblem())
        .boxed()
        .sorted(Comparator.comparing(i -> axes.get(i).name()))
        .forEach(i -> cellSeed.absorb(axes.get(i).name()).absorb(values.get(i)));
    return cellSeed.value();
  }
}
