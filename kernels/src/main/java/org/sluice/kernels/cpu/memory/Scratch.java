package org.sluice.kernels.cpu.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.sluice.kernels.HostMemory;

/**
 * Native memory for one call, used again by the next. It only grows, since closing a shared arena
 * after each call would stop all threads each time.
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

  /** Makes all memory available again. */
  public void clear() {
    used = 0;
  }

  /** Memory of undefined content, aligned to a cache line. */
  public MemorySegment allocate(long bytes) {
    long size = Math.max(ALIGNMENT, (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
    if (used + size > block.byteSize()) {
      // Segments allocated before stay valid in the old block.
      long larger = Math.max(size, 2 * block.byteSize());
      HostMemory.require(larger);
      block = arena.allocate(larger, ALIGNMENT);
      used = 0;
    }
    MemorySegment segment = block.asSlice(used, size);
    used += size;
    return segment;
  }
}
