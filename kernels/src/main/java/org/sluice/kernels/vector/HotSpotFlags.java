package org.sluice.kernels.vector;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/** Flags of the JVM, read from HotSpot. Use only where {@code jdk.management} is present. */
final class HotSpotFlags {

  private HotSpotFlags() {}

  /** The last tier of compilation, 4 unless {@code -XX:TieredStopAtLevel} says otherwise. */
  static int highestTier() {
    HotSpotDiagnosticMXBean flags =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    return Integer.parseInt(flags.getVMOption("TieredStopAtLevel").getValue());
  }
}
