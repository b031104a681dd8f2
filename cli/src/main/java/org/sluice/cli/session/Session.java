package org.sluice.cli.session;

import java.lang.foreign.Arena;
import java.util.ArrayDeque;
import java.util.Deque;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Backends;
import org.sluice.kernels.Parallelism;
import org.sluice.kernels.Work;

/**
 * All that a command opens: memory, threads, a backend, the processes of solvers. The part that was
 * opened last is closed first, and each part is closed whatever opening or closing another throws.
 * A session belongs to one thread; its memory is open to all.
 */
public final class Session implements AutoCloseable {

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final Interruption interruption;
  private final Arena arena;
  private Parallelism parallelism;
  private Backends.Selection selection;

  /** A session that obeys signals until its end, and holds an arena, which is closed last. */
  public Session() {
    interruption = open(new Interruption());
    arena = open(Arena.ofShared());
  }

  /**
   * Keeps a part until the session's end.
   *
   * @return the part
   */
  public <T extends AutoCloseable> T open(T part) {
    opened.push(part);
    return part;
  }

  /** Hears of signals. */
  public Interruption interruption() {
    return interruption;
  }

  /** Memory that is freed at the session's end. */
  public Arena arena() {
    return arena;
  }

  /**
   * Opens the session's threads and on them the session's backend; see {@link Backends#open(String,
   * Parallelism, Work)} for the choice and for the exceptions.
   */
  public void start(String backend, int threads, Work work) {
    parallelism = open(Parallelism.of(threads));
    selection = Backends.open(backend, parallelism, work);
    open(selection.backend());
  }

  /** The session's threads, once it has {@link #start}ed. */
  public Parallelism parallelism() {
    return parallelism;
  }

  /** The session's backend, once it has {@link #start}ed. */
  public Backend backend() {
    return selection.backend();
  }

  /** One line that says why it is this backend, once the session has {@link #start}ed. */
  public String explanation() {
    return selection.explanation();
  }

  /**
   * Closes all parts, the last one first. If some of them throw, the first of their exceptions is
   * thrown at the end and holds the others as suppressed ones.
   */
  @Override
  public void close() {
    AutoCloseable last = opened.poll();
    if (last == null) {
      return;
    }
    try (Session _ = this) {
      last.close();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
