package org.sluice.bench.loss;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.sluice.bench.measure.Allocation;
import org.sluice.bench.measure.Interleaving;
import org.sluice.bench.measure.Timing;
import org.sluice.bench.measure.WarmUp;
import org.sluice.bench.report.BarChart;
import org.sluice.bench.report.Goal;
import org.sluice.bench.report.Goals;
import org.sluice.bench.report.Report;
import org.sluice.bench.report.Table;
import org.sluice.bench.workload.Implementation;
import org.sluice.bench.workload.LossProblem;
import org.sluice.bench.workload.LossSize;
import org.sluice.bench.workload.LossWorkload;
import org.sluice.kernels.ElementType;

/**
 * Loss and gradient by samples at each size, type and number of threads; types and threads of one
 * size take turns.
 */
public final class LossTable {

  private static final long WARM_UP = 10_000_000_000L;
  private static final long BUDGET = 3_000_000_000L;
  private static final double MEBIBYTE = 1 << 20;

  private final Report report;
  private final Floor floor;
  private final List<Integer> threads;
  private final BarChart chart = new BarChart("Time of loss and gradient over the floor, 1 thread");
  private final Table table =
      new Table(
          "Loss and gradient",
          "Milliseconds per evaluation, fresh data each time; medians, interleaved. The floor holds"
              + " for one thread.",
          "N, d, P",
          "type",
          "threads",
          "ms",
          "slices·points per µs",
          "floor, ms",
          "over floor",
          "goal",
          "verdict",
          "over one thread",
          "goal over one thread",
          "verdict over one thread",
          "evaluations");
  private final Table memory =
      new Table(
          "Memory of loss and gradient",
          "Bytes of heap that a steady evaluation allocates, and what the plan holds.",
          "N, d, P",
          "type",
          "threads",
          "bytes allocated",
          "goal",
          "verdict",
          "workspace, MiB",
          "goal for it",
          "verdict for it");

  /** A table without rows. */
  public LossTable(Report report, Floor floor, List<Integer> threads) {
    this.report = report;
    this.floor = floor;
    this.threads = threads;
  }

  private record Turn(ElementType type, int threads, LossWorkload workload) {}

  /** Measures one size. */
  public void measure(LossSize size) {
    try (Arena arena = Arena.ofShared()) {
      List<Turn> turns = new ArrayList<>();
      for (ElementType type : ElementType.values()) {
        LossProblem problem = LossProblem.draw(arena, size, type, LossProblem.setsFor(size));
        for (int count : threads) {
          turns.add(new Turn(type, count, new LossWorkload(problem, Implementation.VECTOR, count)));
        }
      }
      try {
        measure(size, turns);
      } finally {
        turns.forEach(turn -> turn.workload().close());
      }
    }
  }

  private void measure(LossSize size, List<Turn> turns) {
    for (Turn turn : turns) {
      if (!WarmUp.run(WARM_UP, turn.workload()::evaluate)) {
        report.remark(
            "The loss at %s, %s, %d threads did not become steady within %d s of warming up."
                .formatted(size, turn.type(), turn.threads(), WARM_UP / 1_000_000_000L));
      }
    }
    List<Runnable> operations = new ArrayList<>();
    turns.forEach(turn -> operations.add(turn.workload()::evaluate));
    List<Timing> times = Interleaving.run(BUDGET, 3, operations);
    Map<ElementType, Double> alone = new EnumMap<>(ElementType.class);
    for (int i = 0; i < turns.size(); i++) {
      Turn turn = turns.get(i);
      double nanos = times.get(i).median();
      if (turn.threads() == 1) {
        alone.put(turn.type(), nanos);
      }
      row(size, turn, nanos, alone.get(turn.type()), times.get(i).count());
    }
  }

  private void row(LossSize size, Turn turn, double nanos, Double alone, int evaluations) {
    boolean one = turn.threads() == 1;
    Double least = one ? floor.nanos(turn.type(), size) : null;
    Goal goal = one ? Goals.floor(turn.type()) : null;
    Double overFloor = one ? nanos / least : null;
    Double speedUp = one || alone == null ? null : alone / nanos;
    Goal speedUpGoal = speedUp != null && turn.threads() == 2 ? Goals.twoThreads(size) : null;
    table.row(
        size,
        turn.type(),
        turn.threads(),
        nanos / 1e6,
        1e3 * size.keys() / nanos,
        one ? least / 1e6 : null,
        overFloor,
        goal,
        one ? goal.verdict(overFloor) : null,
        speedUp,
        speedUpGoal,
        speedUpGoal == null ? null : speedUpGoal.verdict(speedUp),
        evaluations);
    memoryRow(size, turn, nanos > 1e8 ? 2 : 20);
    if (one) {
      chart.bar(size + ", " + turn.type(), overFloor, goal);
    }
  }

  private void memoryRow(LossSize size, Turn turn, int calls) {
    double allocated = Allocation.bytesPerCall(calls, turn.workload()::evaluate);
    double workspace = turn.workload().workspaceBytes() / MEBIBYTE;
    Goal goal = Goals.workspace(turn.type(), size);
    memory.row(
        size,
        turn.type(),
        turn.threads(),
        allocated,
        Goals.ALLOCATION,
        Goals.ALLOCATION.verdict(allocated),
        workspace,
        goal,
        goal == null ? null : goal.verdict(workspace));
  }

  /** The rows so far: times, and memory. */
  public List<Table> tables() {
    return List.of(table, memory);
  }

  /** Distances from the floor. */
  public BarChart chart() {
    return chart;
  }
}
