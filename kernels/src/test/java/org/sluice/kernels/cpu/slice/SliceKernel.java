package org.sluice.kernels.cpu.slice;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.SlicedWasserstein.Shape;
import org.sluice.kernels.scalar.ScalarSlicesF32;
import org.sluice.kernels.scalar.ScalarSlicesF64;
import org.sluice.kernels.vector.slice.VectorSlicesF32;
import org.sluice.kernels.vector.slice.VectorSlicesF64;

/** Every implementation of sorting and matching, called with doubles, which hold floats exactly. */
enum SliceKernel {
  SCALAR_F32(ElementType.F32, shape -> new ScalarSlicesF32(shape, null)),
  VECTOR_F32(ElementType.F32, shape -> new VectorSlicesF32(shape, null, Arena.ofAuto())),
  SCALAR_F64(ElementType.F64, shape -> new ScalarSlicesF64(shape, null)),
  VECTOR_F64(ElementType.F64, shape -> new VectorSlicesF64(shape, null, Arena.ofAuto()));

  /** More columns than a panel has at any width, so that some panels are full and one is not. */
  static final int COLUMNS = 42;

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
    return constructor.apply(Shape.of(type, most, most, 1, COLUMNS).withDirectionGradient());
  }

  static List<SliceMatcher> matchers(ElementType type, int most) {
    return Arrays.stream(values())
        .filter(kernel -> kernel.type == type)
        .map(kernel -> kernel.matcher(most))
        .toList();
  }

  /** Sorts columns of n keys stably; returns the sorted keys and fills {@code permutation}. */
  static double[] argsort(SliceMatcher matcher, double[] keys, int n, int[] permutation) {
    return inBatches(matcher, keys, n, permutation);
  }

  /** Sorts columns of n keys without a permutation. */
  static double[] sort(SliceMatcher matcher, double[] keys, int n) {
    return inBatches(matcher, keys, n, null);
  }

  private static double[] inBatches(SliceMatcher matcher, double[] keys, int n, int[] permutation) {
    double[] sorted = new double[keys.length];
    int batch = matcher.batch() * n;
    for (int from = 0; from < keys.length; from += batch) {
      int to = Math.min(keys.length, from + batch);
      int[] part = permutation == null ? null : new int[to - from];
      double[] inOrder = sorted(matcher, Arrays.copyOfRange(keys, from, to), n, part);
      System.arraycopy(inOrder, 0, sorted, from, to - from);
      if (part != null) {
        System.arraycopy(part, 0, permutation, from, to - from);
      }
    }
    return sorted;
  }

  private static double[] sorted(SliceMatcher matcher, double[] keys, int n, int[] permutation) {
    int columns = keys.length / n;
    if (matcher instanceof SliceMatcherF32 single) {
      float[] sorted = new float[keys.length];
      if (permutation == null) {
        single.sort(floats(keys), columns, n, sorted, new int[sorted.length]);
      } else {
        single.argsort(floats(keys), columns, n, sorted, permutation);
      }
      return doubles(sorted);
    }
    SliceMatcherF64 wide = (SliceMatcherF64) matcher;
    double[] sorted = new double[keys.length];
    if (permutation == null) {
      wide.sort(keys, columns, n, sorted, new int[sorted.length]);
    } else {
      wide.argsort(keys, columns, n, sorted, permutation);
    }
    return sorted;
  }

  /** Matches two sorted columns; {@code residual} may be null. */
  static double matchEqual(SliceMatcher matcher, double[] x, double[] y, double[] residual) {
    int n = x.length;
    if (matcher instanceof SliceMatcherF32 single) {
      float[] narrow = residual == null ? null : new float[n];
      double distance = single.matchEqual(floats(x), floats(y), 0, n, narrow);
      for (int j = 0; residual != null && j < n; j++) {
        residual[j] = narrow[j];
      }
      return distance;
    }
    return ((SliceMatcherF64) matcher).matchEqual(x, y, 0, n, residual);
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
