package org.sluice.bench.kernel;

import java.util.Arrays;
import org.sluice.bench.Implementation;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Parallelism;
import org.sluice.kernels.Philox;
import org.sluice.kernels.cpu.Kernels;
import org.sluice.kernels.cpu.SliceMatcherF32;

/** {@link Columns} of {@code float}. */
final class ColumnsF32 implements Columns {

  private final float[][] keys;
  private final float[][] partners;
  private final int n;
  private final SliceMatcherF32[] matchers;
  private final float[][] copies;
  private final float[][] sorted;
  private final float[][] residuals;
  private final int[][] permutations;

  ColumnsF32(Kernels kernels, int n, int count, int threads) {
    this.n = n;
    keys = new float[count][n];
    partners = new float[count][n];
    for (int c = 0; c < count; c++) {
      for (int i = 0; i < n; i++) {
        keys[c][i] = (float) Philox.normal(1, c, i);
        partners[c][i] = (float) Philox.normal(2, c, i);
      }
      Arrays.sort(partners[c]);
    }
    matchers = new SliceMatcherF32[threads];
    for (int worker = 0; worker < threads; worker++) {
      matchers[worker] =
          (SliceMatcherF32) kernels.matcher(Implementation.column(ElementType.F32, n));
    }
    copies = new float[threads][n];
    sorted = new float[threads][n];
    residuals = new float[threads][n];
    permutations = new int[threads][n];
  }

  @Override
  public void argsort(Parallelism parallelism) {
    parallelism.forEach(keys.length, this::argsortColumn);
  }

  private void argsortColumn(int column, int worker) {
    matchers[worker].argsort(keys[column], n, sorted[worker], permutations[worker]);
  }

  @Override
  public void sort(Parallelism parallelism) {
    parallelism.forEach(keys.length, this::sortColumn);
  }

  private void sortColumn(int column, int worker) {
    // The sort may overwrite its keys, and sorted keys are no longer worth sorting.
    System.arraycopy(keys[column], 0, copies[worker], 0, n);
    matchers[worker].sort(copies[worker], n, sorted[worker]);
  }

  @Override
  public void match(Parallelism parallelism) {
    parallelism.forEach(keys.length, this::matchColumn);
  }

  private void matchColumn(int column, int worker) {
    matchers[worker].matchEqual(
        partners[column], partners[(column + 1) % keys.length], n, residuals[worker]);
  }

  @Override
  public void check(Columns reference) {
    ColumnsF32 scalar = (ColumnsF32) reference;
    for (int c = 0; c < Math.min(keys.length, 3); c++) {
      argsortColumn(c, 0);
      scalar.argsortColumn(c, 0);
      Columns.require(
          "argsort",
          Arrays.equals(sorted[0], scalar.sorted[0])
              && Arrays.equals(permutations[0], scalar.permutations[0]));
      sortColumn(c, 0);
      Columns.require("sort", Arrays.equals(sorted[0], scalar.sorted[0]));
      int next = (c + 1) % keys.length;
      double distance = matchers[0].matchEqual(partners[c], partners[next], n, residuals[0]);
      double expected =
          scalar.matchers[0].matchEqual(partners[c], partners[next], n, scalar.residuals[0]);
      Columns.require(
          "quantile match",
          Math.abs(distance - expected) <= 1e-6 * Math.abs(expected)
              && Arrays.equals(residuals[0], scalar.residuals[0]));
    }
  }
}
