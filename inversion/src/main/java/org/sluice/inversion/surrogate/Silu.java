package org.sluice.inversion.surrogate;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/** x/(1 + e⁻ˣ) entry by entry, over contiguous host matrices of one shape and type. */
final class Silu {

  private Silu() {}

  /** h ← silu(s). */
  static void apply(Matrix s, Matrix h) {
    MemorySegment from = s.segment();
    MemorySegment to = h.segment();
    long count = s.rows() * s.columns();
    if (s.type() == ElementType.F32) {
      for (long i = 0; i < count; i++) {
        float x = from.getAtIndex(ValueLayout.JAVA_FLOAT, i);
        to.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) (x / (1 + Math.exp(-x))));
      }
    } else {
      for (long i = 0; i < count; i++) {
        double x = from.getAtIndex(ValueLayout.JAVA_DOUBLE, i);
        to.setAtIndex(ValueLayout.JAVA_DOUBLE, i, x / (1 + Math.exp(-x)));
      }
    }
  }

  /** g ← g · silu′(s). */
  static void backward(Matrix s, Matrix g) {
    MemorySegment at = s.segment();
    MemorySegment gradient = g.segment();
    long count = s.rows() * s.columns();
    if (s.type() == ElementType.F32) {
      for (long i = 0; i < count; i++) {
        double slope = slope(at.getAtIndex(ValueLayout.JAVA_FLOAT, i));
        float before = gradient.getAtIndex(ValueLayout.JAVA_FLOAT, i);
        gradient.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) (slope * before));
      }
    } else {
      for (long i = 0; i < count; i++) {
        double slope = slope(at.getAtIndex(ValueLayout.JAVA_DOUBLE, i));
        double before = gradient.getAtIndex(ValueLayout.JAVA_DOUBLE, i);
        gradient.setAtIndex(ValueLayout.JAVA_DOUBLE, i, slope * before);
      }
    }
  }

  private static double slope(double x) {
    double sigmoid = 1 / (1 + Math.exp(-x));
    return sigmoid * (1 + x * (1 - sigmoid));
  }
}
