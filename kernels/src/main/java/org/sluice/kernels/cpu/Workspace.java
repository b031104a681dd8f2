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

  /** For what counts its memory itself. */
  Arena arena() {
    return arena;
  }

  /** Counts memory that belongs to the plan as well. */
  void count(long otherBytes) {
    bytes += otherBytes;
  }

  long bytes() {
    return bytes;
  }

  boolean isOpen() {
    return arena.scope().isAlive();
  }

  void close() {
    if (isOpen()) {
      arena.close();
    }
  }
}
