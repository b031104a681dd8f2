package org.sluice.cli.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/** Readings of this process, one after the other, and whether it has grown. */
final class ProcessStates {

  private final List<ProcessState> readings = new ArrayList<>();

  /**
   * Reads once more and prints it.
   *
   * @param done pieces of work since the start
   */
  void read(long done) {
    if (readings.isEmpty()) {
      System.out.println(ProcessState.header());
    }
    readings.add(ProcessState.read(readings.isEmpty() ? null : readings.getLast()));
    System.out.println(readings.getLast().row(done));
  }

  /** The second half of the readings: in the first, code is still being compiled. */
  private List<ProcessState> settled() {
    return readings.subList(readings.size() / 2, readings.size());
  }

  /** Requires that nothing that is counted has become more. */
  void requireSameCounts() {
    requireSame("open descriptors", ProcessState::descriptors);
    requireSame("threads", ProcessState::threads);
    requireSame("child processes", ProcessState::children);
    requireSame("folders of calls", ProcessState::files);
  }

  private void requireSame(String name, ToIntFunction<ProcessState> count) {
    List<Integer> counts = settled().stream().map(count::applyAsInt).toList();
    assertThat(counts.getLast()).as("%s: %s", name, counts).isLessThanOrEqualTo(counts.getFirst());
  }

  /** Requires that memory has not grown, except by what allocators scatter. */
  void requireSameMemory() {
    requireGrowthBelow(2, "the heap", ProcessState::heap);
    requireGrowthBelow(1, "memory off the heap", ProcessState::offHeap);
    requireGrowthBelow(12, "memory of the JVM", ProcessState::virtualMachine);
    requireGrowthBelow(20, "resident memory", ProcessState::resident);
  }

  private void requireGrowthBelow(
      double megabytes, String name, ToDoubleFunction<ProcessState> memory) {
    double growth = growth(memory);
    System.out.printf("%s grew by %.2f MB over the second half%n", name, growth);
    if (!Double.isNaN(growth)) {
      assertThat(growth).as(name).isLessThan(megabytes);
    }
  }

  /**
   * The median slope between any two readings of the second half, times its duration. A reading
   * that comes while the heap is large for a moment does not move it.
   */
  private double growth(ToDoubleFunction<ProcessState> memory) {
    List<ProcessState> all = settled();
    List<Double> slopes = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      for (ProcessState later : all.subList(i + 1, all.size())) {
        double difference = memory.applyAsDouble(later) - memory.applyAsDouble(all.get(i));
        slopes.add(difference / (later.seconds() - all.get(i).seconds()));
      }
    }
    Collections.sort(slopes);
    return slopes.get(slopes.size() / 2) * (all.getLast().seconds() - all.getFirst().seconds());
  }
}
