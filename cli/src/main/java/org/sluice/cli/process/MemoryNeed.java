package org.sluice.cli.process;

import java.io.PrintWriter;
import org.sluice.kernels.HostMemory;
import org.sluice.kernels.HostMemory.Room;

/**
 * The memory that a command is about to take, compared with what its process may still take.
 *
 * @param key the option or the config's key that takes most of it
 * @param value its value
 * @param outside bytes outside the heap
 * @param heap bytes of arrays that are alive at the same time, see {@link #heap(double)}
 * @param renewed whether each step allocates these arrays again
 */
public record MemoryNeed(String key, long value, double outside, double heap, boolean renewed) {

  /** Bytes of a Java virtual machine that computes by plain loops, its compilers included. */
  public static final long MACHINE = 110_000_000;

  private static final double MUCH = 3e8;
  private static final double MEGABYTE = 1e6;

  /** Arrays of fewer bytes than this live in a heap that stays small. */
  private static final double SMALL = 3e7;

  /** A need whose arrays are allocated once. */
  public MemoryNeed(String key, long value, double outside, double heap) {
    this(key, value, outside, heap, false);
  }

  /**
   * The size in bytes that the heap reaches if each step allocates its arrays again. Where they are
   * large, the collector lets the heap grow to its limit before it frees the old ones.
   *
   * @param alive bytes of arrays that are alive at the same time
   */
  public static double heap(double alive) {
    return alive < SMALL ? 2 * alive : Math.max(alive, Runtime.getRuntime().maxMemory());
  }

  /**
   * Checks that there is room.
   *
   * @throws SluiceException naming the key, if there is not
   */
  public void require() {
    Room room = HostMemory.room();
    Runtime machine = Runtime.getRuntime();
    double needed = outside + Math.max(0, grown() - machine.totalMemory());
    if (needed > room.bytes()) {
      throw refusal(needed, room.toString());
    }
    long free = machine.maxMemory() - machine.totalMemory() + machine.freeMemory();
    if (heap > free) {
      throw refusal(heap, "%.0f MB are free in the Java heap".formatted(free / MEGABYTE));
    }
  }

  /** States the memory of this process at the start of a command, if it takes much. */
  public void state(PrintWriter err) {
    double all = MACHINE + outside + grown();
    if (all >= MUCH) {
      err.println(sentence(all));
      err.flush();
    }
  }

  /** States the memory of a process that takes so many bytes. */
  public static String sentence(double bytes) {
    return "about %.0f MB of memory".formatted(bytes / MEGABYTE);
  }

  private double grown() {
    return renewed ? heap(heap) : heap;
  }

  private SluiceException refusal(double bytes, String room) {
    return SluiceException.input(
        "about %.0f MB of memory are needed, but only %s; %s = %d takes most of them, so lower it",
        bytes / MEGABYTE, room, key, value);
  }
}
