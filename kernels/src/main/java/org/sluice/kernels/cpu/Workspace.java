package org.sluice.kernels.cpu;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** The memory of one plan, counted. */
final class Workspace {

  private static final long ALIGNMENT = 64;

  private final Arena arena = Arena.ofShared();
  private long bytes;

  /** Zero-filled, aligned to a cache line. */
  MemorySegment allocate(long size) {
    MemorySegment segment = arena.allocate(Math.max(size, 1), ALIGNMENT);
    bytes += segment.byteSize();
    return segment;
  }

  /** Counts heap memory that belongs to the plan as well. */
  void count(long heapBytes) {
    bytes += heapBytes;
  }

  long bytes() {
    return bytes;
  }

  void requireOpen() {
    if (!arena.scope().isAlive()) {
      throw new IllegalStateException("this plan is closed");
    }
  }

  void close() {
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }
}
