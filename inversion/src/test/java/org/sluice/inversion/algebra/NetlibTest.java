package org.sluice.inversion.algebra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ludovic.netlib.blas.JavaBLAS;
import dev.ludovic.netlib.lapack.JavaLAPACK;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class NetlibTest {

  @Test
  void isJavaAndQuietAndLeavesNoTrace() {
    assertThat(Netlib.BLAS).isInstanceOf(JavaBLAS.class);
    assertThat(Netlib.LAPACK).isInstanceOf(JavaLAPACK.class);
    for (String library : new String[] {"blas", "lapack"}) {
      String name = "dev.ludovic.netlib." + library;
      assertThat(Logger.getLogger(name + ".InstanceBuilder").isLoggable(Level.INFO)).isFalse();
      assertThat(System.getProperty(name + ".allowNative")).isNull();
    }
  }
}
