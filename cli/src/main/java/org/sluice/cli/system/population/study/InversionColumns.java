package org.sluice.cli.system.population.study;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.sluice.cli.study.Arrivals;
import org.sluice.cli.system.population.setup.Emulation;
import org.sluice.cli.system.population.setup.Setup;
import org.sluice.inversion.population.Result;
import org.sluice.inversion.population.examine.Certificate;
import org.sluice.inversion.population.newton.Verdict;
import org.sluice.inversion.population.problem.Coordinates;
import org.sluice.inversion.population.problem.Parameter;
import org.sluice.inversion.study.Column;
import org.sluice.inversion.study.Column.Kind;

/**
 * The columns that a study records of each inversion, in the order of {@code cells.csv}. A new
 * column is one line of {@link #ALL}. The estimates follow, one column for each number of the
 * population and of the noise.
 */
final class InversionColumns {

  /**
   * The mean of |F(z) − G(z)| / |G(z)| over fresh systems z of the recovered population, F the
   * surrogate of G; NaN where there is no surrogate.
   */
  static final String SURROGATE_ERROR = "surrogateError";

  /**
   * The length of a Newton step from the end, in standard errors; NaN where there is no verdict.
   */
  private static final String NEWTON_STEP = "newtonStep";

  private static final List<Entry> ALL =
      List.of(
          new Entry(Column.STEPS, cell -> cell.result().run().steps(), _ -> 0),
          new Entry(
              count("samples"),
              cell -> cell.result().run().samples(),
              cell -> cell.setup().config().loss().sampling().samples()),
          new Entry(count("slices"), cell -> cell.result().run().slices(), _ -> 0),
          new Entry(count(Arrivals.SOLVES), cell -> cell.result().run().forwardSolves(), _ -> 0),
          new Entry(
              Column.ofWords(
                  Arrivals.VERDICT, Stream.of(Verdict.values()).map(Verdict::word).toList()),
              cell -> verdict(cell.result()),
              _ -> Double.NaN),
          new Entry(real(NEWTON_STEP), cell -> newtonStep(cell.result()), _ -> Double.NaN),
          new Entry(real("squared"), cell -> cell.result().loss().squared(), _ -> Double.NaN),
          new Entry(
              real("standardError"), cell -> cell.result().loss().standardError(), _ -> Double.NaN),
          new Entry(
              real(SURROGATE_ERROR),
              cell ->
                  cell.emulation().certificate().map(Certificate::relativeError).orElse(Double.NaN),
              _ -> Double.NaN),
          new Entry(Column.SECONDS, cell -> cell.result().run().seconds(), Failed::seconds));

  private InversionColumns() {}

  private static double verdict(Result result) {
    return result.arrival() == null ? Double.NaN : result.arrival().verdict().ordinal();
  }

  private static double newtonStep(Result result) {
    return result.arrival() == null ? Double.NaN : result.arrival().step();
  }

  /** An inversion that has finished. */
  record Finished(Result result, Emulation emulation) {}

  /** An inversion that failed after some seconds. */
  record Failed(Setup setup, double seconds) {}

  /** A column, and its value for each way in which an inversion may end. */
  private record Entry(
      Column column, ToDoubleFunction<Finished> finished, ToDoubleFunction<Failed> failed) {}

  /**
   * All columns.
   *
   * @param estimates the names of the recovered numbers
   */
  static List<Column> of(List<String> estimates) {
    return Stream.concat(
            ALL.stream().map(Entry::column), estimates.stream().map(InversionColumns::real))
        .toList();
  }

  /** The values of an inversion that has finished. */
  static Map<String, Double> values(Setup setup, Finished cell) {
    Map<String, Double> values = new HashMap<>();
    ALL.forEach(each -> values.put(each.column().name(), each.finished().applyAsDouble(cell)));
    List<String> names = Coordinates.names(setup.problem());
    List<Parameter> estimates = new ArrayList<>(cell.result().parameters());
    estimates.addAll(cell.result().noise());
    for (int i = 0; i < names.size(); i++) {
      values.put(names.get(i), estimates.get(i).value());
    }
    return values;
  }

  /** The values of an inversion that failed; its estimates are NaN. */
  static Map<String, Double> values(Failed cell) {
    Map<String, Double> values = new HashMap<>();
    ALL.forEach(each -> values.put(each.column().name(), each.failed().applyAsDouble(cell)));
    Coordinates.names(cell.setup().problem()).forEach(name -> values.put(name, Double.NaN));
    return values;
  }

  private static Column count(String name) {
    return new Column(name, Kind.COUNT);
  }

  private static Column real(String name) {
    return new Column(name, Kind.REAL);
  }
}
