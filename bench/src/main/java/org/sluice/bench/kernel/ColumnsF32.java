package org.sluice.bench.kernel;

import java.lang.foreign.Arena;
import java.util.Arrays;
import org.sluice.bench.workload.Implementation;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Parallelism;
import org.sluice.kernels.Philox;
import org.sluice.kernels.cpu.primitive.Kernels;
import org.sluice.kernels.cpu.slice.SliceMatcherF32;

/** {@link Columns} of {@code float}. */
final class ColumnsF32 implements Columns {

  private final int count;
  private final int n;
  private final int batch;
  private final float[][] keys;
  private final float[][] partners;
  private final SliceMatcherF32[] matchers;
  private final float[][] copies;
  private final float[][] sorted;
  private final float[][] residuals;
  private final int[][] permutations;

  ColumnsF32(Kernels kernels, KeyLaw law, int n, int count, int threads) {
    this.n = n;
    this.count = count;
    matchers = new SliceMatcherF32[threads];
    for (int worker = 0; worker < threads; worker++) {
      matchers[worker] =
          (SliceMatcherF32)
              kernels.matcher(Implementation.columns(ElementType.F32, n), null, Arena.ofAuto());
    }
    batch = matchers[0].batch();
    int batches = (count + batch - 1) / batch;
    keys = new float[batches][batch * n];
    partners = new float[count][n];
    for (int c = 0; c < count; c++) {
      int start = c % batch * n;
      for (int i = 0; i < n; i++) {
        keys[c / batch][start + i] = (float) law.key(c, i, n);
        partners[c][i] = (float) Philox.normal(2, c, i);
      }
      Arrays.sort(partners[c]);
    }
    copies = new float[threads][batch * n];
    sorted = new float[threads][batch * n];
    residuals = new float[threads][n];
    permutations = new int[threads][batch * n];
  }

  private int columns(int task) {
    return Math.min(batch, count - task * batch);
  }

  @Override
  public void argsort(Parallelism parallelism) {
    parallelism.forEach(keys.length, this::argsortColumns);
  }

  private void argsortColumns(int task, int worker) {
    matchers[worker].argsort(keys[task], columns(task), n, sorted[worker], permutations[worker]);
  }

  @Override
  public void sort(Parallelism parallelism) {
    parallelism.forEach(keys.length, this::sortColumns);
  }

  private void sortColumns(int task, int worker) {
    // The sort may overwrite its keys, and sorting sorted keys would measure something else.
    System.arraycopy(keys[task], 0, copies[worker], 0, columns(task) * n);
    matchers[worker].sort(copies[worker], columns(task), n, sorted[worker], permutations[worker]);
  }

  @Override
  public void match(Parallelism parallelism) {
    parallelism.forEach(count, this::matchColumn);
  }

  private void matchColumn(int column, int worker) {
    matchers[worker].matchEqual(
        partners[column], partners[(column + 1) % count], 0, n, residuals[worker]);
  }

  /** The keys of one column in order, and its permutation. */
  private void argsortOne(int column, float[] inOrder, int[] permutation) {
    int task = column / batch;
    int start = column % batch * n;
    argsortColumns(task, 0);
    System.arraycopy(sorted[0], start, inOrder, 0, n);
    System.arraycopy(permutations[0], start, permutation, 0, n);
  }

  private void sortOne(int column, float[] inOrder) {
    sortColumns(column / batch, 0);
    System.arraycopy(sorted[0], column % batch * n, inOrder, 0, n);
  }

  @Override
  public void check(Columns reference) {
    ColumnsF32 scalar = (ColumnsF32) reference;
    float[] actual = new float[n];
    float[] expectedOrder = new float[n];
    int[] permutation = new int[n];
    int[] expectedPermutation = new int[n];
    for (int c = 0; c < Math.min(count, 3); c++) {
      argsortOne(c, actual, permutation);
      scalar.argsortOne(c, expectedOrder, expectedPermutation);
      Columns.require(
          "argsort",
          Arrays.equals(actual, expectedOrder) && Arrays.equals(permutation, expectedPermutation));
      sortOne(c, actual);
      Columns.require("sort", Arrays.equals(actual, expectedOrder));
      int next = (c + 1) % count;
      double distance = matchers[0].matchEqual(partners[c], partners[next], 0, n, residuals[0]);
      double expected =
          scalar.matchers[0].matchEqual(partners[c], partners[next], 0, n, scalar.residuals[0]);
      Columns.require(
          "quantile match",
          Math.abs(distance - expected) <= 1e-6 * Math.abs(expected)
              && Arrays.equals(residuals[0], scalar.residuals[0]));
    }
  }
}
