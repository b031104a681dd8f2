package org.sluice.kernels.cpu.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Native memory for the length of one call, used again by the next. It only grows: opening and
 * closing a shared arena for each call would halt all threads each time.
 */
public final class Scratch {

  private static final long ALIGNMENT = 64;

  private final Arena arena;
  private MemorySegment block = MemorySegment.NULL;
  private long used;

  /** Takes memory from {@code arena}, which frees it. */
  public Scratch(Arena arena) {
    this.arena = arena;
  }

  /** Makes all memory free again. */
  public void clear() {
    used = 0;
  }

  /** Memory that holds whatever it held, aligned to a cache line. */
  public MemorySegment allocate(long bytes) {
    long size = Math.max(ALIGNMENT, (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
    if (used + size > block.byteSize()) {
      // What was handed out before stays valid in the old block.
      block = arena.allocate(Math.max(size, 2 * block.byteSize()), ALIGNMENT);
      used = 0;
    }
    MemorySegment segment = block.asSlice(used, size);
    used += size;
    return segment;
  }
}
