package org.sluice.inversion.algebra;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import dev.ludovic.netlib.lapack.JavaLAPACK;
import dev.ludovic.netlib.lapack.LAPACK;
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
    // netlib reports its choice of implementation on standard error when its classes are loaded.
    for (Logger logger : QUIETENED) {
      logger.setLevel(Level.WARNING);
    }
    BLAS = JavaBLAS.getInstance();
    LAPACK = JavaLAPACK.getInstance();
  }

  private Netlib() {}
}
