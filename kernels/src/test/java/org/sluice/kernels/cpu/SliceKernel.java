package org.sluice.kernels.cpu;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.SlicedWasserstein.Shape;
import org.sluice.kernels.scalar.ScalarSlicesF32;
import org.sluice.kernels.scalar.ScalarSlicesF64;
import org.sluice.kernels.vector.VectorSlicesF32;
import org.sluice.kernels.vector.VectorSlicesF64;

/**
 * Every implementation of sorting and matching, spoken to in doubles, which hold floats exactly.
 */
enum SliceKernel {
  SCALAR_F32(ElementType.F32, ScalarSlicesF32::new),
  VECTOR_F32(ElementType.F32, VectorSlicesF32::new),
  SCALAR_F64(ElementType.F64, ScalarSlicesF64::new),
  VECTOR_F64(ElementType.F64, VectorSlicesF64::new);

  private final ElementType type;
  private final Function<Shape, SliceMatcher> constructor;

  SliceKernel(ElementType type, Function<Shape, SliceMatcher> constructor) {
    this.type = type;
    this.constructor = constructor;
  }

  ElementType type() {
    return type;
  }

  /** A matcher for up to {@code most} points a side. */
  SliceMatcher matcher(int most) {
    return constructor.apply(Shape.of(type, most, most, 1, 1).withDirectionGradient());
  }

  static List<SliceMatcher> matchers(ElementType type, int most) {
    return Arrays.stream(values())
        .filter(kernel -> kernel.type == type)
        .map(kernel -> kernel.matcher(most))
        .toList();
  }

  /** Sorts stably; returns the sorted keys and fills {@code permutation}. */
  static double[] argsort(SliceMatcher matcher, double[] keys, int[] permutation) {
    int n = keys.length;
    if (matcher instanceof SliceMatcherF32 single) {
      float[] sorted = new float[n];
      single.argsort(floats(keys), n, sorted, permutation);
      return doubles(sorted);
    }
    double[] sorted = new double[n];
    ((SliceMatcherF64) matcher).argsort(keys.clone(), n, sorted, permutation);
    return sorted;
  }

  static double[] sort(SliceMatcher matcher, double[] keys) {
    int n = keys.length;
    if (matcher instanceof SliceMatcherF32 single) {
      float[] sorted = new float[n];
      single.sort(floats(keys), n, sorted);
      return doubles(sorted);
    }
    double[] sorted = new double[n];
    ((SliceMatcherF64) matcher).sort(keys.clone(), n, sorted);
    return sorted;
  }

  /** Matches two sorted columns; {@code residual} may be null. */
  static double matchEqual(SliceMatcher matcher, double[] x, double[] y, double[] residual) {
    int n = x.length;
    if (matcher instanceof SliceMatcherF32 single) {
      float[] narrow = residual == null ? null : new float[n];
      double distance = single.matchEqual(floats(x), floats(y), n, narrow);
      for (int j = 0; residual != null && j < n; j++) {
        residual[j] = narrow[j];
      }
      return distance;
    }
    return ((SliceMatcherF64) matcher).matchEqual(x, y, n, residual);
  }

  static float[] floats(double[] values) {
    float[] narrow = new float[values.length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (float) values[i];
    }
    return narrow;
  }

  static double[] doubles(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }
}
