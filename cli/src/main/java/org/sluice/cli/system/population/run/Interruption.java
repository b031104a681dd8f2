package org.sluice.cli.system.population.run;

import java.util.concurrent.CountDownLatch;
import org.sluice.inversion.population.Inversion;

/**
 * Turns SIGINT and SIGTERM into a request to stop: the JVM then waits until the run has written its
 * checkpoint and this is closed.
 */
final class Interruption implements AutoCloseable {

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "interruption");
  private volatile boolean requested;
  private volatile Inversion running;

  Interruption() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Whether a signal came. */
  boolean requested() {
    return requested;
  }

  /** Names the inversion to stop. */
  void watch(Inversion inversion) {
    running = inversion;
    if (requested) {
      inversion.requestStop();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    if (!requested) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException _) {
        // The signal came just now: the hook runs and finds the latch open.
      }
    }
  }

  private void stop() {
    requested = true;
    Inversion inversion = running;
    if (inversion != null) {
      inversion.requestStop();
    }
    try {
      closed.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
