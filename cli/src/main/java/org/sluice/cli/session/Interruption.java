package org.sluice.cli.session;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.sluice.inversion.forward.process.ProcessMap;

/**
 * Obeys SIGINT, SIGTERM and SIGHUP: asks what is running to stop, gives it a few seconds to write
 * its checkpoint, and then ends the processes of solvers and lets the JVM go.
 */
public final class Interruption implements AutoCloseable {

  private static final long GRACE_SECONDS = 3;

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "interruption");
  private volatile boolean requested;
  private volatile Runnable running;

  Interruption() {
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The JVM is going already.
      requested = true;
    }
  }

  /** Whether a signal came. */
  public boolean requested() {
    return requested;
  }

  /** Names the way to stop what is running now; it is called at most twice, from any thread. */
  public void watch(Runnable stop) {
    running = stop;
    if (requested) {
      stop.run();
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
    Runnable asked = running;
    if (asked != null) {
      asked.run();
      if (!isClosedInTime()) {
        System.err.println(
            "sluice: a signal ended the run within a step; the same command with --resume continues from the last checkpoint");
      }
    }
    ProcessMap.endAll();
  }

  private boolean isClosedInTime() {
    try {
      return closed.await(GRACE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
