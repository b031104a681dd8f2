package org.sluice.kernels.vector.lane;

import java.nio.ByteOrder;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import org.sluice.kernels.VectorWidth;

/** The species of the process's one vector width. */
public final class Lanes {

  /** The byte order of elements in memory. */
  public static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private static final VectorShape SHAPE = VectorShape.forBitSize(VectorWidth.bits());

  /** Bits of a vector. */
  public static final int BITS = SHAPE.vectorBitSize();

  /** Vectors of floats. */
  public static final VectorSpecies<Float> F32 = VectorSpecies.of(float.class, SHAPE);

  /** Vectors of doubles. */
  public static final VectorSpecies<Double> F64 = VectorSpecies.of(double.class, SHAPE);

  /** Vectors of ints. */
  public static final VectorSpecies<Integer> INT = VectorSpecies.of(int.class, SHAPE);

  /** Vectors of longs. */
  public static final VectorSpecies<Long> LONG = VectorSpecies.of(long.class, SHAPE);

  /** Vectors of eight elements, or of as many as the widest holds. */
  public static final VectorSpecies<Float> EIGHT_F32 =
      VectorSpecies.of(float.class, VectorShape.forBitSize(Math.min(BITS, 256)));

  /** Vectors of eight elements, or of as many as the widest holds. */
  public static final VectorSpecies<Double> EIGHT_F64 = F64;

  private Lanes() {}
}
