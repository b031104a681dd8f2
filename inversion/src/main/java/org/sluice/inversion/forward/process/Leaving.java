package org.sluice.inversion.forward.process;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The JVM is about to go: nothing may begin any more that has to be ended, and nothing that happens
 * to a process is a failure. Threads that would begin something or tell of a failure stop for good.
 */
final class Leaving {

  // Whatever begins does so under the read lock. So after the write lock was held, all that has
  // begun has been entered where those who end it look, and nothing else will be.
  private static final ReadWriteLock LOCK = new ReentrantReadWriteLock();
  private static volatile boolean leaving;

  private Leaving() {}

  /** The start of something, and its entry among what has to be ended. */
  interface Start<T> {
    T begin() throws IOException;
  }

  /** Begins something, or never returns if the JVM is about to go. */
  static <T> T begin(Start<T> start) throws IOException {
    LOCK.readLock().lock();
    try {
      if (!leaving) {
        return start.begin();
      }
    } finally {
      LOCK.readLock().unlock();
    }
    waitIfLeaving();
    throw new IllegalStateException("the JVM stays");
  }

  /** Never returns if the JVM is about to go. */
  static void waitIfLeaving() {
    while (leaving) {
      LockSupport.park();
    }
  }

  /** From now on nothing begins. */
  static void leave() {
    LOCK.writeLock().lock();
    leaving = true;
    LOCK.writeLock().unlock();
  }
}
