package org.sluice.inversion.population;

/**
 * The memory that an inversion takes at most.
 *
 * @param buffers bytes on the host and on the backend together, outside the heap
 * @param heap bytes of the arrays that are alive at the same time
 */
public record Footprint(long buffers, long heap) {

  /** No memory. */
  public static final Footprint NONE = new Footprint(0, 0);

  /** The memory of two things at the same time. */
  public Footprint plus(Footprint other) {
    return new Footprint(buffers + other.buffers, heap + other.heap);
  }

  /** Both together. */
  public long bytes() {
    return buffers + heap;
  }
}
