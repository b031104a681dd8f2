package org.sluice.bench.kernel;

import java.util.Arrays;
import org.sluice.bench.Implementation;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Parallelism;
import org.sluice.kernels.Philox;
import org.sluice.kernels.cpu.Kernels;
import org.sluice.kernels.cpu.SliceMatcherF64;

/** {@link Columns} of {@code double}. */
final class ColumnsF64 implements Columns {

  private final double[][] keys;
  private final double[][] partners;
  private final int n;
  private final SliceMatcherF64[] matchers;
  private final double[][] copies;
  private final double[][] sorted;
  private final double[][] residuals;
  private final int[][] permutations;

  ColumnsF64(Kernels kernels, int n, int count, int threads) {
    this.n = n;
    keys = new double[count][n];
    partners = new double[count][n];
    for (int c = 0; c < count; c++) {
      for (int i = 0; i < n; i++) {
        keys[c][i] = (double) Philox.normal(1, c, i);
        partners[c][i] = (double) Philox.normal(2, c, i);
      }
      Arrays.sort(partners[c]);
    }
    matchers = new SliceMatcherF64[threads];
    for (int worker = 0; worker < threads; worker++) {
      matchers[worker] =
          (SliceMatcherF64) kernels.matcher(Implementation.column(ElementType.F64, n));
    }
    copies = new double[threads][n];
    sorted = new double[threads][n];
    residuals = new double[threads][n];
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
    ColumnsF64 scalar = (ColumnsF64) reference;
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
      double distance =
          matchers[0].matchEqual(partners[c], partners[next], n, residuals[0]);
      double expected =
          scalar.matchers[0].matchEqual(partners[c], partners[next], n, scalar.residuals[0]);
      Columns.require(
          "quantile match",
          Math.abs(distance - expected) <= 1e-14 * Math.abs(expected)
              && Arrays.equals(residuals[0], scalar.residuals[0]));
    }
  }
}
