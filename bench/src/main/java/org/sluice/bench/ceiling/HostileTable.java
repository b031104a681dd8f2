package org.sluice.bench.ceiling;

import java.util.ArrayList;
import java.util.List;
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

/** Argsort of columns that defeat a sort made for normal ones, beside those, interleaved. */
public final class HostileTable {

  private static final long WARM_UP = 2_000_000_000L;
  private static final long BUDGET = 300_000_000L;

  private HostileTable() {}

  /** Measures each column length on one thread. */
  public static void measure(Report report, List<Integer> lengths) {
    List<String> heads = new ArrayList<>(List.of("N", "type", "normal keys, ns a key"));
    for (KeyLaw law : KeyLaw.values()) {
      if (law != KeyLaw.NORMAL) {
        heads.add(law.name().toLowerCase().replace('_', ' '));
      }
    }
    heads.addAll(List.of("goal for all", "verdict"));
    Table table =
        new Table(
            "Sorts of hostile keys, one thread",
            "Argsort of a million keys in columns of N: times over that of normal keys; medians,"
                + " interleaved.",
            heads.toArray(String[]::new));
    for (int n : lengths) {
      for (ElementType type : ElementType.values()) {
        table.row(row(n, type).toArray());
      }
    }
    report.table(table);
  }

  private static List<Object> row(int n, ElementType type) {
    List<Runnable> operations = new ArrayList<>();
    for (KeyLaw law : KeyLaw.values()) {
      Columns columns = Columns.of(Implementation.VECTOR, type, law, n, Columns.count(n), 1);
      operations.add(() -> columns.argsort(Parallelism.serial()));
    }
    operations.forEach(operation -> WarmUp.run(WARM_UP, operation));
    List<Timing> times = Interleaving.run(BUDGET, 5, operations);
    double normal = times.get(KeyLaw.NORMAL.ordinal()).median();
    List<Object> row = new ArrayList<>(List.of(n, type));
    row.add(normal / ((double) n * Columns.count(n)));
    double worst = 0;
    for (KeyLaw law : KeyLaw.values()) {
      if (law != KeyLaw.NORMAL) {
        double ratio = times.get(law.ordinal()).median() / normal;
        worst = Math.max(worst, ratio);
        row.add(ratio);
      }
    }
    Goal goal = Goals.HOSTILE_KEYS;
    row.add(goal);
    row.add(goal.verdict(worst));
    return row;
  }
}
