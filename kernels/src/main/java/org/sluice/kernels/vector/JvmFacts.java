package org.sluice.kernels.vector;

import org.sluice.kernels.VectorWidth;

/**
 * Facts about a JVM that decide whether vector kernels run on it as they should. Without its second
 * compiler, C2, vectors are objects on the heap, and the plain loops are many times faster.
 *
 * @param vectorModule whether the module {@value #MODULE} is present
 * @param name the JVM's name, the system property {@code java.vm.name}
 * @param mode its mode of execution, the system property {@code java.vm.info}
 * @param highestTier the last of HotSpot's tiers of compilation, from 0 (the interpreter) to 4 (C2)
 * @param vectorBits bits of the widest vector for which there are instructions
 */
record JvmFacts(boolean vectorModule, String name, String mode, int highestTier, int vectorBits) {

  private static final String MODULE = "jdk.incubator.vector";
  private static final String MANAGEMENT = "jdk.management";
  private static final int C2 = 4;
  private static final int FEWEST_BITS = 128;

  /** The facts of this JVM. Loads no class of a module that is missing. */
  static JvmFacts ofThisJvm() {
    boolean vectorModule = isPresent(MODULE);
    String name = System.getProperty("java.vm.name", "");
    return new JvmFacts(
        vectorModule,
        name,
        System.getProperty("java.vm.info", ""),
        isHotSpot(name) && isPresent(MANAGEMENT) ? HotSpotFlags.highestTier() : C2,
        vectorModule ? VectorWidth.preferredBits() : 0);
  }

  private static boolean isPresent(String module) {
    return ModuleLayer.boot().findModule(module).isPresent();
  }

  private static boolean isHotSpot(String name) {
    return name.contains("HotSpot") || name.contains("OpenJDK");
  }

  /** The first reason against vector kernels, in one line; null if there is none. */
  String reasonAgainst() {
    if (!vectorModule) {
      return "the JVM was started without --add-modules " + MODULE;
    }
    if (!isHotSpot(name)) {
      return "the JVM is '%s' and not HotSpot, whose compiler C2 the vector kernels need"
          .formatted(name);
    }
    if (!name.contains("Server")) {
      return "the JVM is '%s', which has no compiler C2".formatted(name);
    }
    if (mode.contains("interpreted")) {
      return "the JVM runs in interpreted mode; start it without -Xint";
    }
    if (mode.contains("emulated-client") || highestTier < C2) {
      return "the JVM runs without its compiler C2; start it without -XX:TieredStopAtLevel";
    }
    if (vectorBits < FEWEST_BITS) {
      return "this machine's vectors have %d bits, and the kernels need %d or more"
          .formatted(vectorBits, FEWEST_BITS);
    }
    return null;
  }
}
