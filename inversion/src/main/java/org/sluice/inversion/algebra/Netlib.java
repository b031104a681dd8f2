package org.sluice.inversion.algebra;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import dev.ludovic.netlib.lapack.JavaLAPACK;
import dev.ludovic.netlib.lapack.LAPACK;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The BLAS and LAPACK used here.
 *
 * <p>The Java implementations, never a system library: one that happens to be installed would bring
 * threads of its own, and results that differ between machines, for matrices too small to gain.
 *
 * <p>netlib is column-major: what it calls the upper triangle is the lower one of our row-major
 * arrays, so nothing is ever transposed in memory.
 */
final class Netlib {

  static final BLAS BLAS;
  static final LAPACK LAPACK;

  // Held because a logger without a strong reference is collected and comes back loud.
  private static final Logger[] QUIETENED = {
    Logger.getLogger("dev.ludovic.netlib.blas.InstanceBuilder"),
    Logger.getLogger("dev.ludovic.netlib.lapack.InstanceBuilder")
  };

  static {
    // While its classes are loaded netlib logs its choice, and unpacks and loads a native library
    // that complains on standard error where there is no BLAS, even if the Java one is asked for.
    for (Logger logger : QUIETENED) {
      logger.setLevel(Level.WARNING);
    }
    BLAS = withoutNative("dev.ludovic.netlib.blas.allowNative", JavaBLAS::getInstance);
    LAPACK = withoutNative("dev.ludovic.netlib.lapack.allowNative", JavaLAPACK::getInstance);
    // LAPACK works its machine constants out at the first call, in static fields that no lock
    // guards:
    // threads that met there would scale by zero, for ever.
    LAPACK.dlamch("S");
    LAPACK.dlamch("P");
  }

  private static <T> T withoutNative(String property, Supplier<T> instance) {
    if (System.getProperty(property) != null) {
      return instance.get();
    }
    System.setProperty(property, "false");
    try {
      return instance.get();
    } finally {
      System.clearProperty(property);
    }
  }

  private Netlib() {}
}
