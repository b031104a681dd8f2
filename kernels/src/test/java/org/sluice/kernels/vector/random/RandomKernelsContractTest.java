package org.sluice.kernels.vector.random;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.sluice.kernels.NormalQuantile;
import org.sluice.kernels.cpu.primitive.Kernels;
import org.sluice.kernels.scalar.ScalarKernelsF64;
import org.sluice.kernels.vector.VectorKernelsF64;

class RandomKernelsContractTest {

  @Test
  void pieceOfAStreamFromAnyStart() {
    Kernels scalar = new ScalarKernelsF64();
    Kernels vector = new VectorKernelsF64();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment expected = arena.allocate(JAVA_DOUBLE, 1100);
      MemorySegment actual = arena.allocate(JAVA_DOUBLE, 1100);
      for (long first : new long[] {0, 1, 2, 3, 7, 511, 513, (1L << 33) - 5, Long.MAX_VALUE / 2}) {
        for (int count : new int[] {0, 1, 2, 3, 15, 16, 17, 31, 33, 511, 512, 513, 1025}) {
          expected.fill((byte) 0);
          actual.fill((byte) 0);
          scalar.normals(5, 6, first, expected, 8, count);
          vector.normals(5, 6, first, actual, 8, count);
          assertThat(actual.mismatch(expected)).as("%d from %d", count, first).isEqualTo(-1);
          scalar.uniforms(5, 6, first, expected, 8, count);
          vector.uniforms(5, 6, first, actual, 8, count);
          assertThat(actual.mismatch(expected)).as("%d from %d", count, first).isEqualTo(-1);
        }
      }
    }
  }

  @Test
  void quantilesAreTheSameToTheBitInTheFarTailsToo() {
    int count = 64;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment values = arena.allocate(JAVA_DOUBLE, count);
      MemorySegment scratch = arena.allocate(JAVA_DOUBLE, count);
      double factor = 1.003;
      // Pieces of 32 probabilities and their complements: all in the far tail, then some, then
      // none.
      for (double start = 0x1p-53; start < 0.49; start *= Math.pow(factor, 32)) {
        double[] probabilities = new double[count];
        for (int e = 0; e < count; e++) {
          double p = Math.min(0.5, start * Math.pow(factor, e >> 1));
          probabilities[e] = (e & 1) == 0 ? p : 1 - p;
          values.setAtIndex(JAVA_DOUBLE, e, probabilities[e]);
        }
        NormalQuantileVectors.apply(values, count, scratch);
        for (int e = 0; e < count; e++) {
          assertThat(values.getAtIndex(JAVA_DOUBLE, e))
              .isEqualTo(NormalQuantile.of(probabilities[e]));
        }
      }
    }
  }
}
