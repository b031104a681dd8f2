package org.sluice.inversion.population.examine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sluice.inversion.population.problem.Group;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.kernels.Matrix;

/**
 * Looks for data that no law of the families here can have given: constant numbers, numbers of few
 * values, copies, and single numbers that stand for a missing one, such as −9999. Takes one pass
 * over the data for each sentence.
 */
public final class DataDiagnosis {

  private static final int FEW_INDIVIDUALS = 10;
  private static final int MOST_NAMED = 5;

  private DataDiagnosis() {}

  /** Sentences for the user on each fault; none for sound data. */
  public static List<String> of(Problem problem) {
    List<String> sentences = new ArrayList<>();
    for (Group group : problem.groups()) {
      String whose = problem.groups().size() == 1 ? "" : "group %s: ".formatted(group.name());
      faults(group.data()).forEach(sentence -> sentences.add(whose + sentence));
    }
    long individuals = problem.individuals();
    if (individuals > 1 && individuals < FEW_INDIVIDUALS) {
      sentences.add(
          "%d individuals show little of a law: estimates and their errors are rough below %d; give more individuals"
              .formatted(individuals, FEW_INDIVIDUALS));
    }
    return List.copyOf(sentences);
  }

  private static List<String> faults(Matrix data) {
    if (data.rows() < 2) {
      return List.of();
    }
    List<ColumnValues> columns =
        IntStream.range(0, Math.toIntExact(data.columns()))
            .mapToObj(j -> ColumnValues.of(data, j))
            .toList();
    if (columns.stream().allMatch(ColumnValues::isConstant)) {
      return List.of(allEqual(data, columns));
    }
    return Stream.of(
            constant(data, columns), copies(data, columns), levels(columns), outliers(columns))
        .flatMap(Optional::stream)
        .toList();
  }

  private static String allEqual(Matrix data, List<ColumnValues> columns) {
    boolean one = columns.stream().mapToDouble(ColumnValues::first).distinct().count() == 1;
    return one
        ? "all %d numbers of the data are %s, so that there is nothing to recover; look at the file"
            .formatted(data.rows() * data.columns(), plain(data.get(0, 0)))
        : "all %d individuals are equal, so that they show neither a population nor noise; look at the file"
            .formatted(data.rows());
  }

  private static Optional<String> constant(Matrix data, List<ColumnValues> columns) {
    List<ColumnValues> constant = columns.stream().filter(ColumnValues::isConstant).toList();
    return constant.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s the same for all %d individuals (%s), which no noise allows; leave it out with data.columns, or look at the file"
                .formatted(
                    named(constant) + (constant.size() == 1 ? " is" : " are"),
                    data.rows(),
                    plain(constant.getFirst().first())));
  }

  private static Optional<String> copies(Matrix data, List<ColumnValues> columns) {
    for (int i = 0; i < columns.size(); i++) {
      for (int j = i + 1; j < columns.size(); j++) {
        if (!columns.get(i).isConstant() && equal(data, i, j)) {
          return Optional.of(
              "columns %d and %d are equal for all individuals, so that no noise can be told from them; leave one out, or look at the file"
                  .formatted(i + 1, j + 1));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean equal(Matrix data, int one, int other) {
    for (long n = 0; n < data.rows(); n++) {
      if (data.get(n, one) != data.get(n, other)) {
        return false;
      }
    }
    return true;
  }

  private static Optional<String> levels(List<ColumnValues> columns) {
    List<ColumnValues> few = columns.stream().filter(ColumnValues::hasFewLevels).toList();
    return few.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s only the values %s, and the laws here are of continuous numbers, so that the results may mean little"
                .formatted(
                    named(few) + (few.size() == 1 ? " takes" : " take"),
                    Arrays.stream(few.getFirst().levels())
                        .mapToObj(DataDiagnosis::plain)
                        .collect(Collectors.joining(", "))));
  }

  private static Optional<String> outliers(List<ColumnValues> columns) {
    for (ColumnValues column : columns) {
      Optional<ColumnValues.Outlier> outlier = column.outlier();
      if (outlier.isPresent()) {
        ColumnValues.Outlier far = outlier.get();
        return Optional.of(
            "column %d holds %s in row %d of the data%s, far from all other numbers (the next is %s), and the estimates follow it; if it stands for a missing number, leave out the row"
                .formatted(
                    column.index() + 1,
                    plain(far.value()),
                    far.row() + 1,
                    far.count() > 1 ? " and %d more".formatted(far.count() - 1) : "",
                    plain(far.next())));
      }
    }
    return Optional.empty();
  }

  private static String named(List<ColumnValues> columns) {
    String numbers =
        columns.stream()
            .limit(MOST_NAMED)
            .map(column -> String.valueOf(column.index() + 1))
            .collect(Collectors.joining(", "));
    return (columns.size() == 1 ? "column " : "columns ")
        + numbers
        + (columns.size() > MOST_NAMED ? ", …" : "");
  }

  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.valueOf((long) value)
        : "%.6g".formatted(value);
  }
}
