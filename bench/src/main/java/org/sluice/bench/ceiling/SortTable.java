package org.sluice.bench.ceiling;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sluice.bench.kernel.Columns;
import org.sluice.bench.kernel.KeyLaw;
import org.sluice.bench.measure.Interleaving;
import org.sluice.bench.measure.Timing;
import org.sluice.bench.measure.WarmUp;
import org.sluice.bench.report.Goal;
import org.sluice.bench.report.Goals;
import org.sluice.bench.report.Report;
import org.sluice.bench.report.Table;
import org.sluice.bench.workload.Implementation;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Parallelism;

/** Argsort and sort of columns beside {@code Arrays.sort(long[])}, interleaved. */
public final class SortTable {

  private static final long WARM_UP = 5_000_000_000L;
  private static final long BUDGET = 700_000_000L;

  private SortTable() {}

  /**
   * Measures each column length on one thread.
   *
   * @return nanoseconds per key of {@code Arrays.sort(long[])}, by column length
   */
  public static Map<Integer, Double> measure(Report report, List<Integer> lengths) {
    Table table =
        new Table(
            "Sorts, one thread",
            "Nanoseconds per key: a million normal keys in columns of N, against Arrays.sort(long[])"
                + " of as many packed keys (copying taken off); medians, interleaved.",
            "N",
            "type",
            "Arrays.sort(long[])",
            "argsort",
            "sort",
            "argsort's ratio",
            "goal",
            "verdict");
    Map<Integer, Double> longSort = new TreeMap<>();
    for (int n : lengths) {
      LongSort yardstick = new LongSort(n, Columns.count(n));
      List<Runnable> operations = new ArrayList<>();
      operations.add(yardstick::copyAndSort);
      operations.add(yardstick::copy);
      for (ElementType type : ElementType.values()) {
        Columns columns =
            Columns.of(Implementation.VECTOR, type, KeyLaw.NORMAL, n, Columns.count(n), 1);
        operations.add(() -> columns.argsort(Parallelism.serial()));
        operations.add(() -> columns.sort(Parallelism.serial()));
      }
      for (Runnable operation : operations) {
        if (!WarmUp.run(WARM_UP, operation)) {
          report.remark("A sort of columns of %d did not become steady.".formatted(n));
        }
      }
      List<Timing> times = Interleaving.run(BUDGET, 7, operations);
      double keys = yardstick.keys();
      double rate = (times.get(0).median() - times.get(1).median()) / keys;
      longSort.put(n, rate);
      for (ElementType type : ElementType.values()) {
        double argsort = times.get(2 + 2 * type.ordinal()).median() / keys;
        double sort = times.get(3 + 2 * type.ordinal()).median() / keys;
        Goal goal = Goals.argsort(type, n);
        double ratio = rate / argsort;
        table.row(n, type, rate, argsort, sort, ratio, goal, goal.verdict(ratio));
      }
    }
    report.table(table);
    return longSort;
  }
}
