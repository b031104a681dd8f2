package org.sluice.kernels.vector.lane;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * The sum of a vector's lanes, halves first. The vector module's own reduction may add in any
 * order, which may differ between interpreted and compiled code.
 */
public final class LaneSumF32 {

  private static final VectorSpecies<Float> SPECIES = Lanes.F32;
  private static final int LENGTH = SPECIES.length();
  private static final VectorShuffle<Float> ROTATE_8 = rotation(8);
  private static final VectorShuffle<Float> ROTATE_4 = rotation(4);
  private static final VectorShuffle<Float> ROTATE_2 = rotation(2);
  private static final VectorShuffle<Float> ROTATE_1 = rotation(1);

  private LaneSumF32() {}

  private static VectorShuffle<Float> rotation(int lanes) {
    return VectorShuffle.iota(SPECIES, lanes % LENGTH, 1, true);
  }

  public static double of(FloatVector vector) {
    // A shuffle of two lanes makes objects: the compiler has no instruction for it on x86.
    if (LENGTH == 2) {
      return vector.lane(0) + vector.lane(1);
    }
    FloatVector sum = vector;
    if (LENGTH > 8) {
      sum = sum.add(sum.rearrange(ROTATE_8));
    }
    if (LENGTH > 4) {
      sum = sum.add(sum.rearrange(ROTATE_4));
    }
    if (LENGTH > 2) {
      sum = sum.add(sum.rearrange(ROTATE_2));
    }
    return sum.add(sum.rearrange(ROTATE_1)).lane(0);
  }
}
