package org.sluice.kernels.cpu.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.sluice.kernels.HostMemory;

/** The native memory of one plan, with a count of its bytes. */
public final class Workspace {

  private static final long ALIGNMENT = 64;

  private final Arena arena = Arena.ofShared();
  private long bytes;

  /** Zero-filled, aligned to a cache line. */
  public MemorySegment allocate(long size) {
    HostMemory.require(size);
    MemorySegment segment = arena.allocate(Math.max(size, 1), ALIGNMENT);
    bytes += segment.byteSize();
    return segment;
  }

  /** The arena, for callers that count their memory themselves. */
  public Arena arena() {
    return arena;
  }

  /** Counts memory that belongs to the plan as well. */
  public void count(long otherBytes) {
    bytes += otherBytes;
  }

  public long bytes() {
    return bytes;
  }

  public boolean isOpen() {
    return arena.scope().isAlive();
  }

  public void close() {
    if (isOpen()) {
      arena.close();
    }
  }
}
