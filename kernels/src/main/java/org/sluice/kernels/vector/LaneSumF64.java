// Made from LaneSumF32.java by TwinSources. Change that file, not this one.
package org.sluice.kernels.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * The sum of a vector's lanes, halves first. The vector module's own reduction may add in any
 * order, which may differ between interpreted and compiled code.
 */
final class LaneSumF64 {

  private static final VectorSpecies<Double> SPECIES = Lanes.F64;
  private static final int LENGTH = SPECIES.length();
  private static final VectorShuffle<Double> ROTATE_8 = rotation(8);
  private static final VectorShuffle<Double> ROTATE_4 = rotation(4);
  private static final VectorShuffle<Double> ROTATE_2 = rotation(2);
  private static final VectorShuffle<Double> ROTATE_1 = rotation(1);

  private LaneSumF64() {}

  private static VectorShuffle<Double> rotation(int lanes) {
    return VectorShuffle.iota(SPECIES, lanes % LENGTH, 1, true);
  }

  static double of(DoubleVector vector) {
    // A shuffle of two lanes makes objects: the compiler has no instruction for it on x86.
    if (LENGTH == 2) {
      return vector.lane(0) + vector.lane(1);
    }
    DoubleVector sum = vector;
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
