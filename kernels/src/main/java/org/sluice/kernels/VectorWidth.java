package org.sluice.kernels;

import jdk.incubator.vector.VectorShape;

/**
 * The one vector width of this process: the machine's preferred one, or the one that the system
 * property {@code sluice.vector.bits} (128, 256 or 512) forces.
 *
 * <p>Use this class only where the module {@code jdk.incubator.vector} is present.
 */
public final class VectorWidth {

  private static final int BITS = chosen();

  private VectorWidth() {}

  /** Bits of a vector: 64, 128, 256 or 512. */
  public static int bits() {
    return BITS;
  }

  /** Bits of the widest vector for which this JVM has instructions, whatever is forced. */
  public static int preferredBits() {
    return VectorShape.preferredShape().vectorBitSize();
  }

  private static int chosen() {
    String forced = System.getProperty("sluice.vector.bits");
    if (forced == null) {
      return preferredBits();
    }
    return switch (forced) {
      case "128", "256", "512" -> Integer.parseInt(forced);
      default ->
          throw new IllegalArgumentException(
              "the system property sluice.vector.bits must be 128, 256 or 512, not '%s'"
                  .formatted(forced));
    };
  }
}
