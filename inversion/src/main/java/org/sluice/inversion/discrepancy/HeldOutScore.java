package org.sluice.inversion.discrepancy;

/**
 * A model's held-out loss, block by block of the held-out data.
 *
 * @param ofBlocks mean W²(Y_g, X) − ½ mean W²(X, X′) of each block g
 * @param dataPairs W²(Y_g, Y_h), a square matrix, the same for all models
 */
public record HeldOutScore(double[] ofBlocks, double[] dataPairs) {

  /** The unbiased estimate; see {@link HeldOutLoss}. */
  public double squared() {
    return without(-1);
  }

  /** Of {@link #squared}, by the jackknife over blocks: it is the held-out data's scatter. */
  public double standardError() {
    double[] left = new double[ofBlocks.length];
    for (int g = 0; g < left.length; g++) {
      left[g] = without(g);
    }
    return jackknife(left);
  }

  /** The excess of this model's loss over that of another one on the same data. */
  public double excessOver(HeldOutScore other) {
    return squared() - other.squared();
  }

  /** Of {@link #excessOver}; much less than that of the losses, since the data are the same. */
  public double standardErrorOfExcess(HeldOutScore other) {
    double[] left = new double[ofBlocks.length];
    for (int g = 0; g < left.length; g++) {
      left[g] = without(g) - other.without(g);
    }
    return jackknife(left);
  }

  private double without(int block) {
    int count = ofBlocks.length;
    int kept = block < 0 ? count : count - 1;
    double sum = 0;
    for (int g = 0; g < count; g++) {
      if (g != block) {
        sum += ofBlocks[g] / kept;
        for (int h = 0; h < count; h++) {
          sum -= h == block ? 0 : dataPairs[g * count + h] / (2.0 * kept * (kept - 1));
        }
      }
    }
    return sum;
  }

  private static double jackknife(double[] left) {
    double mean = 0;
    for (double value : left) {
      mean += value / left.length;
    }
    double squares = 0;
    for (double value : left) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares * (left.length - 1) / left.length);
  }
}
