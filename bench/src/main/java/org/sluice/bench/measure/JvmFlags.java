package org.sluice.bench.measure;

/** The flags of every JVM that is measured; the project's pom gives the reason for each. */
public final class JvmFlags {

  public static final String VECTORS = "--add-modules=jdk.incubator.vector";
  public static final String NATIVE_LIBRARIES = "--enable-native-access=ALL-UNNAMED";
  public static final String LOOPS = "-XX:-UseProfiledLoopPredicate";
  public static final String TRAPS = "-XX:PerMethodTrapLimit=100000";

  private JvmFlags() {}
}
