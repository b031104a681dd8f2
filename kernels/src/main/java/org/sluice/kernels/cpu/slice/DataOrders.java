package org.sluice.kernels.cpu.slice;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;
import org.sluice.kernels.cpu.memory.Workspace;

/**
 * The data's order in every slice, kept from one evaluation to the next. If directions are only
 * rescaled, the order stays valid; otherwise it has to be repaired, and only trying shows how much.
 * After an evaluation in which most slices had to be sorted again, the next ones sort at once:
 * first one evaluation, then twice as many after each further failure.
 */
public final class DataOrders {

  private static final int LONGEST_PAUSE = 64;

  private final int points;
  private final int slices;
  private final MemorySegment orders;
  private final AtomicInteger inVain = new AtomicInteger();
  private boolean known;
  private boolean trying;
  private int pause;
  private int rest;

  public DataOrders(Workspace workspace, long points, int slices) {
    this.points = Math.toIntExact(points);
    this.slices = slices;
    orders = workspace.allocate(points * slices * Integer.BYTES);
  }

  /** Called before an evaluation's first slice. */
  public void begin() {
    trying = known && rest == 0;
    rest = Math.max(0, rest - 1);
    inVain.set(0);
  }

  /** Called after an evaluation's last slice. */
  public void end() {
    known = true;
    if (trying) {
      boolean failed = 2 * inVain.get() > slices;
      pause = failed ? Math.min(LONGEST_PAUSE, Math.max(1, 2 * pause)) : 0;
      rest = pause;
    }
  }

  /** Whether this evaluation tries the kept orders. */
  boolean trying() {
    return trying;
  }

  /** Counts a slice that had to be sorted again; any thread may call it. */
  void failed() {
    inVain.incrementAndGet();
  }

  void read(int slice, int[] permutation, int from) {
    MemorySegment.copy(orders, JAVA_INT, offset(slice), permutation, from, points);
  }

  void write(int slice, int[] permutation, int from) {
    MemorySegment.copy(permutation, from, orders, JAVA_INT, offset(slice), points);
  }

  private long offset(int slice) {
    return (long) slice * points * Integer.BYTES;
  }
}
