package org.sluice.kernels.vector;

import java.nio.ByteOrder;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The one vector width of this process: the machine's preferred one, or what the system property
 * {@code sluice.vector.bits} (128, 256 or 512) forces.
 */
final class Lanes {

  static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private static final VectorShape SHAPE = shape();

  static final int BITS = SHAPE.vectorBitSize();
  static final VectorSpecies<Float> F32 = VectorSpecies.of(float.class, SHAPE);
  static final VectorSpecies<Double> F64 = VectorSpecies.of(double.class, SHAPE);
  static final VectorSpecies<Integer> INT = VectorSpecies.of(int.class, SHAPE);
  static final VectorSpecies<Long> LONG = VectorSpecies.of(long.class, SHAPE);

  private Lanes() {}

  private static VectorShape shape() {
    String forced = System.getProperty("sluice.vector.bits");
    if (forced == null) {
      return VectorShape.preferredShape();
    }
    return switch (forced) {
      case "128" -> VectorShape.S_128_BIT;
      case "256" -> VectorShape.S_256_BIT;
      case "512" -> VectorShape.S_512_BIT;
      default ->
          throw new IllegalArgumentException(
              "the system property sluice.vector.bits must be 128, 256 or 512, not '%s'"
                  .formatted(forced));
    };
  }
}
