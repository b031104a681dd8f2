package org.sluice.inversion.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class LocalCellRunnerTest {

  private static final Study STUDY =
      new Study(1, List.of(new Axis("size", List.of("1", "2", "3"), true)), 20);

  /** Tasks whose cells take as many bytes as their size says. */
  private static List<CellTask> tasks() {
    return STUDY.cells().stream()
        .map(cell -> {
          long size = Long.parseLong(cell.values().getFirst());
          return new CellTask("sizes", cell, new CellCost(size, size));
        })
        .toList();
  }

  private static CellComputation computing(ToDoubleFunction<Cell> body) {
    return task ->
        new Measurement(Measurement.DONE, Map.of("estimate", body.applyAsDouble(task.cell())));
  }

  @Test
  void eachCellIsDoneOnceAndReceivedOneAtATime() {
    for (int threads = 1; threads <= 4; threads++) {
      List<Integer> received = new ArrayList<>();
      new LocalCellRunner(threads, 100)
          .run(
              tasks(),
              computing(Cell::seed),
              (task, measurement) -> {
                assertThat(measurement.value("estimate")).isEqualTo((double) task.cell().seed());
                received.add(task.cell().number());
              });
      assertThat(received)
          .containsExactlyInAnyOrderElementsOf(STUDY.cells().stream().map(Cell::number).toList());
    }
  }

  @Test
  void longCellsAreBegunFirst() {
    List<String> sizes = new ArrayList<>();
    new LocalCellRunner(1, 3)
        .run(tasks(), computing(_ -> 0), (task, _) -> sizes.add(task.cell().values().getFirst()));
    assertThat(sizes.subList(0, 20)).containsOnly("3");
    assertThat(sizes.subList(40, 60)).containsOnly("1");
  }

  @Test
  void cellsUnderWayStayWithinTheMemory() throws InterruptedException {
    AtomicLong bytes = new AtomicLong();
    AtomicLong most = new AtomicLong();
    CellComputation computation =
        computing(cell -> {
          long size = Long.parseLong(cell.values().getFirst());
          most.accumulateAndGet(bytes.addAndGet(size), Math::max);
          Thread.yield();
          bytes.addAndGet(-size);
          return 0;
        });
    new LocalCellRunner(6, 4).run(tasks(), computation, (_, _) -> {});
    assertThat(most.get()).isBetween(3L, 4L);
  }

  @Test
  void cellsRunAtTheSameTime() {
    CountDownLatch both = new CountDownLatch(2);
    CellComputation computation =
        computing(_ -> {
          both.countDown();
          try {
            return both.await(10, TimeUnit.SECONDS) ? 1 : 0;
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    new LocalCellRunner(2, 100)
        .run(
            tasks(),
            computation,
            (_, measurement) -> assertThat(measurement.value("estimate")).isEqualTo(1));
  }

  @Test
  void aCellThatIsTooLargeIsRefusedBeforeAnyIsBegun() {
    assertThatThrownBy(() ->
            new LocalCellRunner(2, 2)
                .run(
                    tasks(),
                    computing(_ -> {
                      throw new AssertionError("begun");
                    }),
                    (_, _) -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more than the limit");
  }

  @Test
  void aFailureEndsTheStudyAndIsThrown() {
    List<Cell> received = new ArrayList<>();
    assertThatThrownBy(() ->
            new LocalCellRunner(2, 100)
                .run(
                    tasks(),
                    computing(cell -> {
                      if (cell.number() == 45) {
                        throw new IllegalStateException("cell 45");
                      }
                      return 0;
                    }),
                    (task, _) -> received.add(task.cell())))
        .hasMessage("cell 45");
    assertThat(received.size()).isLessThan(STUDY.cellCount());
  }
}
