package org.sluice.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ParallelismTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void everyTaskRunsOnce(int threads) {
    try (Parallelism parallelism = Parallelism.of(threads)) {
      assertThat(parallelism.threads()).isEqualTo(threads);
      for (int tasks : new int[] {0, 1, 2, 3, 100, 10_000}) {
        AtomicIntegerArray runs = new AtomicIntegerArray(Math.max(1, tasks));
        AtomicIntegerArray busy = new AtomicIntegerArray(threads);
        AtomicIntegerArray clashes = new AtomicIntegerArray(1);
        parallelism.forEach(
            tasks,
            (index, worker) -> {
              if (busy.incrementAndGet(worker) != 1) {
                clashes.incrementAndGet(0);
              }
              runs.incrementAndGet(index);
              busy.decrementAndGet(worker);
            });
        for (int index = 0; index < tasks; index++) {
          assertThat(runs.get(index)).isEqualTo(1);
        }
        assertThat(clashes.get(0)).as("tasks at one time with one worker").isZero();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void manyShortLoopsFollowEachOther(int threads) {
    try (Parallelism parallelism = Parallelism.of(threads)) {
      long[] sums = new long[threads * 16];
      AtomicInteger late = new AtomicInteger();
      for (int loop = 1; loop <= 20_000; loop++) {
        AtomicBoolean over = new AtomicBoolean();
        parallelism.forEach(
            4,
            (index, worker) -> {
              sums[worker * 16] += index;
              if (over.get()) {
                late.incrementAndGet();
              }
            });
        over.set(true);
        assertThat(Arrays.stream(sums).sum()).isEqualTo(loop * 6L);
      }
      assertThat(late.get()).as("tasks after their loop's end").isZero();
    }
  }

  @Test
  void threadsThatFellAsleepWakeUp() {
    try (Parallelism parallelism = Parallelism.of(3)) {
      Set<Integer> workers = ConcurrentHashMap.newKeySet();
      for (int loop = 0; loop < 5; loop++) {
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        workers.clear();
        // Each task waits until all three workers have one.
        parallelism.forEach(
            3,
            (index, worker) -> {
              workers.add(worker);
              while (workers.size() < 3) {
                Thread.yield();
              }
            });
        assertThat(workers).containsExactlyInAnyOrder(0, 1, 2);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void anExceptionOfATaskReachesTheCaller(int threads) {
    try (Parallelism parallelism = Parallelism.of(threads)) {
      IllegalStateException failure = new IllegalStateException("of a task");
      for (int loop = 0; loop < 100; loop++) {
        assertThatThrownBy(() ->
                parallelism.forEach(
                    50,
                    (index, worker) -> {
                      if (index == 17) {
                        throw failure;
                      }
                    }))
            .isSameAs(failure);
      }
      assertThatThrownBy(() ->
              parallelism.forEach(
                  8,
                  (index, worker) -> {
                    throw new AssertionError("an error");
                  }))
          .isInstanceOf(AssertionError.class);
      // The next loop runs as usual.
      AtomicIntegerArray runs = new AtomicIntegerArray(64);
      parallelism.forEach(64, (index, worker) -> runs.incrementAndGet(index));
      for (int index = 0; index < 64; index++) {
        assertThat(runs.get(index)).isEqualTo(1);
      }
    }
  }

  @Test
  void closeEndsTheThreads() throws InterruptedException {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    Parallelism parallelism = Parallelism.of(3);
    parallelism.forEach(
        3,
        (index, worker) -> {
          threads.add(Thread.currentThread());
          while (threads.size() < 3) {
            Thread.yield();
          }
        });
    threads.remove(Thread.currentThread());
    assertThat(threads).hasSize(2).allMatch(Thread::isDaemon);
    parallelism.close();
    for (Thread thread : threads) {
      assertThat(thread.join(Duration.ofSeconds(20))).isTrue();
    }
    assertThatThrownBy(() -> parallelism.forEach(2, (index, worker) -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("close was called");
  }

  @Test
  void lessThanOneThreadIsRefused() {
    assertThatThrownBy(() -> Parallelism.of(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the number of threads must be at least 1, not 0");
  }
}
