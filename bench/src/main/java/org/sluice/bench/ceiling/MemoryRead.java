package org.sluice.bench.ceiling;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/** Reads memory in vectors, four at a time, and almost nothing else. */
final class MemoryRead {

  private static final VectorSpecies<Long> SPECIES = LongVector.SPECIES_PREFERRED;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final long VECTOR = SPECIES.vectorByteSize();

  private MemoryRead() {}

  /** Reads from one offset to another, whose difference is a multiple of 256 bytes. */
  static long sum(MemorySegment memory, long from, long to) {
    LongVector s0 = LongVector.zero(SPECIES);
    LongVector s1 = s0;
    LongVector s2 = s0;
    LongVector s3 = s0;
    for (long offset = from; offset < to; offset += 4 * VECTOR) {
      s0 = s0.add(LongVector.fromMemorySegment(SPECIES, memory, offset, ORDER));
      s1 = s1.add(LongVector.fromMemorySegment(SPECIES, memory, offset + VECTOR, ORDER));
      s2 = s2.add(LongVector.fromMemorySegment(SPECIES, memory, offset + 2 * VECTOR, ORDER));
      s3 = s3.add(LongVector.fromMemorySegment(SPECIES, memory, offset + 3 * VECTOR, ORDER));
    }
    return s0.add(s1).add(s2).add(s3).lane(0);
  }
}
