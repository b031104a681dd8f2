package org.sluice.inversion.population.step;

/** Means of a step function over equal cells of its ranks. */
final class QuantileCells {

  private QuantileCells() {}

  /**
   * The means over {@code cells} equal cells of a function that is constant on each of {@code size}
   * equal steps.
   *
   * @param values of the steps, from index {@code from} on
   */
  static double[] means(double[] values, int from, int size, int cells) {
    double[] means = new double[cells];
    if (cells == size) {
      System.arraycopy(values, from, means, 0, size);
      return means;
    }
    double[] integral = new double[size + 1];
    for (int i = 0; i < size; i++) {
      integral[i + 1] = integral[i] + values[from + i];
    }
    double before = 0;
    for (int c = 0; c < cells; c++) {
      double end = (double) (c + 1) * size / cells;
      int whole = Math.min((int) end, size - 1);
      double until = integral[whole] + (end - whole) * values[from + whole];
      means[c] = (until - before) * cells / size;
      before = until;
    }
    return means;
  }
}
