package org.sluice.kernels.vector.lane;

import java.nio.ByteOrder;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import org.sluice.kernels.VectorWidth;

/** Vectors of the process's one width. */
public final class Lanes {

  public static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private static final VectorShape SHAPE = VectorShape.forBitSize(VectorWidth.bits());

  public static final int BITS = SHAPE.vectorBitSize();
  public static final VectorSpecies<Float> F32 = VectorSpecies.of(float.class, SHAPE);
  public static final VectorSpecies<Double> F64 = VectorSpecies.of(double.class, SHAPE);
  public static final VectorSpecies<Integer> INT = VectorSpecies.of(int.class, SHAPE);
  public static final VectorSpecies<Long> LONG = VectorSpecies.of(long.class, SHAPE);

  /** Vectors of eight, or the widest if they hold less. */
  public static final VectorSpecies<Float> EIGHT_F32 =
      VectorSpecies.of(float.class, VectorShape.forBitSize(Math.min(BITS, 256)));

  public static final VectorSpecies<Double> EIGHT_F64 = F64;

  private Lanes() {}
}
