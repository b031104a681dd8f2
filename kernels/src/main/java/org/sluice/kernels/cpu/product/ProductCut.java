package org.sluice.kernels.cpu.product;

/**
 * The cut of products into tasks, by their shapes alone: panels of C's columns and runs of its
 * rows. Where these are few, a long inner sum is cut into chunks as well, which are added in order.
 *
 * @param panels of each product
 * @param width columns of a panel
 * @param runs of rows of each product
 * @param rows of a run
 * @param chunks of the inner sum
 * @param tasks of all products together, without their chunks
 * @param packed whether A is packed once for all panels, which pays for several of them; else both
 *     factors are multiplied where they lie
 */
record ProductCut(
    int panels, int width, int runs, int rows, int chunks, int tasks, boolean packed) {

  /** Terms of an inner sum that are added in the element type. */
  static final int PIECE = 256;

  /** Terms of a chunk. */
  static final int CHUNK = 4 * PIECE;

  /** With fewer tasks than this they are made smaller, so that all threads have work. */
  private static final int ENOUGH_TASKS = 16;

  /** Rows of a small and of a large task; multiples of every strip's height. */
  private static final int FEW_ROWS = 192;

  private static final int MANY_ROWS = 960;

  /** Panels for which packing A pays. */
  private static final int MANY_PANELS = 4;

  static ProductCut of(ProductFactors factors, int products) {
    int width = factors.kernels().panelWidth();
    int panels = Math.toIntExact(Math.ceilDiv(factors.columns(), width));
    int most = (long) products * panels >= ENOUGH_TASKS ? MANY_ROWS : FEW_ROWS;
    int runs = Math.ceilDiv(factors.rows(), most);
    int tasks = Math.multiplyExact(Math.multiplyExact(products, panels), runs);
    boolean few = tasks < ENOUGH_TASKS;
    int chunks = few ? Math.max(1, Math.ceilDiv(factors.inner(), CHUNK)) : 1;
    boolean packed =
        products == 1 && panels >= MANY_PANELS && factors.rows() >= factors.kernels().stripHeight();
    int rows = Math.min(most, factors.rows());
    return new ProductCut(panels, width, runs, rows, chunks, tasks, packed);
  }

  /** The product to which a task belongs. */
  int product(int task) {
    return task / runs / panels;
  }

  /** A task's first row of C. */
  int firstRow(int task) {
    return task % runs * rows;
  }

  /** A task's first column of C. */
  long firstColumn(int task) {
    return (long) (task / runs % panels) * width;
  }
}
