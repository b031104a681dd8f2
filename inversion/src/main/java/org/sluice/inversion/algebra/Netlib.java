package org.sluice.inversion.algebra;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import dev.ludovic.netlib.lapack.JavaLAPACK;
import dev.ludovic.netlib.lapack.LAPACK;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Loads netlib's BLAS and LAPACK in their Java implementations. A library installed on the machine
 * is never used: it would start its own threads and its results would differ between machines, and
 * the matrices here are too small to gain from it.
 *
 * <p>netlib is column-major, so its upper triangle is the lower triangle of our row-major arrays.
 * Calls name the other triangle, and nothing is transposed in memory.
 */
final class Netlib {

  static final BLAS BLAS;
  static final LAPACK LAPACK;

  // Without a strong reference a logger is garbage-collected, and its level is lost with it.
  private static final Logger[] QUIETENED = {
    Logger.getLogger("dev.ludovic.netlib.blas.InstanceBuilder"),
    Logger.getLogger("dev.ludovic.netlib.lapack.InstanceBuilder")
  };

  static {
    // netlib's class initialisers log the chosen implementation. They also load a native library,
    // even if the Java implementation is asked for, which prints an error where BLAS is missing.
    for (Logger logger : QUIETENED) {
      logger.setLevel(Level.WARNING);
    }
    BLAS = withoutNative("dev.ludovic.netlib.blas.allowNative", JavaBLAS::getInstance);
    LAPACK = withoutNative("dev.ludovic.netlib.lapack.allowNative", JavaLAPACK::getInstance);
    // The first call of dlamch computes machine constants and stores them in static fields without
    // a lock. Two threads in that call could leave zeros there for good, so it is made here.
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
