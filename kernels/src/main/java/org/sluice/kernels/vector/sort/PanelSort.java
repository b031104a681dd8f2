package org.sluice.kernels.vector.sort;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.sluice.kernels.vector.lane.Lanes;
import org.sluice.kernels.vector.lane.PowerOfTwo;

/** Sorts several columns of equal size at once where no permutation is asked for. */
public final class PanelSort {

  private static final VectorSpecies<Integer> INTS = Lanes.INT;
  private static final VectorSpecies<Float> FLOATS = Lanes.F32;
  private static final int WIDTH = SortPanelI32.WIDTH;

  /** Room for several vectors, so that a load need not wait for the store before. */
  private static final int BITS_BYTES = 1024;

  private final SortPanelI32 panel;

  /** Memory in which floats become integers and back: see {@link PowerOfTwo}. */
  private final MemorySegment bits;

  public PanelSort(SortPanelI32 panel, Arena arena) {
    this.panel = panel;
    bits = arena.allocate(BITS_BYTES, 64);
  }

  /**
   * Sorts columns of floats as integers whose order is the same; false if a key is not finite.
   *
   * @param from index of the first column's first key; columns are n keys apart
   */
  public boolean sort(float[] keys, int from, int count, int n, float[] sorted) {
    int stride = SortPanelI32.stride(n);
    boolean finite = true;
    for (int lane = 0; lane < count; lane++) {
      finite &= disguise(keys, from + lane * n, n, panel.columns, lane * stride);
    }
    if (finite) {
      panel.sort(n);
      for (int lane = 0; lane < count; lane++) {
        reveal(panel.columns, lane * stride, n, sorted, from + lane * n);
      }
    }
    return finite;
  }

  /** Doubles do not fit into such integers: always false. */
  public boolean sort(double[] keys, int from, int count, int n, double[] sorted) {
    return false;
  }

  /**
   * Converts finite floats to integers of the same order, by inverting the bits of negative ones.
   */
  private boolean disguise(float[] keys, int from, int n, int[] target, int to) {
    FloatVector notFinite = FloatVector.zero(FLOATS);
    int bound = FLOATS.loopBound(n);
    for (int i = 0; i < bound; i += WIDTH) {
      FloatVector key = FloatVector.fromArray(FLOATS, keys, from + i);
      notFinite = key.sub(key).add(notFinite);
      long at = (long) i * Float.BYTES % BITS_BYTES;
      key.intoMemorySegment(bits, at, Lanes.ORDER);
      IntVector integer = IntVector.fromMemorySegment(INTS, bits, at, Lanes.ORDER);
      integer
          .lanewise(VectorOperators.ASHR, 31)
          .lanewise(VectorOperators.LSHR, 1)
          .lanewise(VectorOperators.XOR, integer)
          .intoArray(target, to + i);
    }
    // A sum of zeros and NaNs is the same in any order.
    boolean finite = notFinite.reduceLanes(VectorOperators.ADD) == 0;
    for (int i = bound; i < n; i++) {
      float key = keys[from + i];
      finite &= key - key == 0;
      int integer = Float.floatToRawIntBits(key);
      target[to + i] = integer >> 31 >>> 1 ^ integer;
    }
    return finite;
  }

  private void reveal(int[] source, int from, int n, float[] sorted, int to) {
    int bound = INTS.loopBound(n);
    for (int i = 0; i < bound; i += WIDTH) {
      long at = (long) i * Float.BYTES % BITS_BYTES;
      IntVector integer = IntVector.fromArray(INTS, source, from + i);
      integer
          .lanewise(VectorOperators.ASHR, 31)
          .lanewise(VectorOperators.LSHR, 1)
          .lanewise(VectorOperators.XOR, integer)
          .intoMemorySegment(bits, at, Lanes.ORDER);
      FloatVector.fromMemorySegment(FLOATS, bits, at, Lanes.ORDER).intoArray(sorted, to + i);
    }
    for (int i = bound; i < n; i++) {
      int integer = source[from + i];
      sorted[to + i] = Float.intBitsToFloat(integer >> 31 >>> 1 ^ integer);
    }
  }
}
