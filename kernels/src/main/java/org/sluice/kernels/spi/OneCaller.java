package org.sluice.kernels.spi;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets one caller at a time use a plan or a backend. Two threads would overwrite each other's
 * workspace, and both would get wrong numbers.
 */
final class OneCaller implements AutoCloseable {

  private final AtomicBoolean busy = new AtomicBoolean();
  private final String owner;

  /** A guard of what {@code owner} names, such as {@code plan}. */
  OneCaller(String owner) {
    this.owner = owner;
  }

  /**
   * Enters; {@link #close} leaves again.
   *
   * @throws IllegalStateException if another call has not returned yet
   */
  OneCaller enter() {
    if (!busy.compareAndSet(false, true)) {
      throw new IllegalStateException(
          "this %s is in use by another thread; give each thread its own".formatted(owner));
    }
    return this;
  }

  @Override
  public void close() {
    busy.set(false);
  }
}
