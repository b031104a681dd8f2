package org.sluice.inversion.population.step;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.sluice.inversion.population.problem.Group;
import org.sluice.inversion.population.problem.Problem;

/**
 * The influence of each individual on the objective's gradient, to first order: along a slice the
 * data enter the gradient through ∫ a(u) q′(u) du, an L-statistic, whose influence function at a
 * datum is the running integral of q′ over the data's order (Huber, Robust Statistics, 1981,
 * section 3.3). It is a mean over the evaluations in which the individual took part.
 */
public final class Influence {

  private final double[][][] sums;
  private final int[][] counts;

  /** An empty mean for a problem. */
  public Influence(Problem problem) {
    List<Group> groups = problem.groups();
    int coordinates = problem.measure().coordinateCount() + problem.noise().coordinateCount();
    sums = new double[groups.size()][][];
    counts = new int[groups.size()][];
    for (int g = 0; g < sums.length; g++) {
      int rows = Math.toIntExact(groups.get(g).data().rows());
      sums[g] = new double[rows][coordinates];
      counts[g] = new int[rows];
    }
  }

  /** Counts an evaluation in which an individual took part. */
  void count(int group, int datum) {
    counts[group][datum]++;
  }

  /** Adds to the influence of an individual on the gradient's entry {@code coordinate}. */
  void add(int group, int datum, int coordinate, double value) {
    sums[group][datum][coordinate] += value;
  }

  /** Whether each individual has taken part in an evaluation. */
  public boolean isOfAll() {
    return Arrays.stream(counts).flatMapToInt(Arrays::stream).allMatch(count -> count > 0);
  }

  /** The number of groups. */
  public int groups() {
    return sums.length;
  }

  /** The number of a group's individuals. */
  public int individuals(int group) {
    return counts[group].length;
  }

  /**
   * The influence of an individual: the mean of a group's influences is, but for the sign, the part
   * of the gradient that its data make.
   *
   * @return one entry per coordinate in a new array, or null if the individual took part in none
   */
  public double[] of(int group, int datum) {
    int evaluations = counts[group][datum];
    if (evaluations == 0) {
      return null;
    }
    double[] mean = sums[group][datum].clone();
    for (int j = 0; j < mean.length; j++) {
      mean[j] /= evaluations;
    }
    return mean;
  }

  /**
   * The covariance of the gradient over data sets of this size: the sum over groups of the
   * individuals' covariance divided by their number.
   *
   * @return p × p, row after row; NaN if a group has fewer than two individuals
   */
  public double[] gradientCovariance() {
    int p = sums[0][0].length;
    double[] covariance = new double[p * p];
    for (int g = 0; g < sums.length; g++) {
      addCovariance(g, p, covariance);
    }
    return covariance;
  }

  public void write(DataOutput out) throws IOException {
    for (int g = 0; g < sums.length; g++) {
      for (int n = 0; n < counts[g].length; n++) {
        out.writeInt(counts[g][n]);
        for (double value : sums[g][n]) {
          out.writeDouble(value);
        }
      }
    }
  }

  public void read(DataInput in) throws IOException {
    for (int g = 0; g < sums.length; g++) {
      for (int n = 0; n < counts[g].length; n++) {
        counts[g][n] = in.readInt();
        for (int j = 0; j < sums[g][n].length; j++) {
          sums[g][n][j] = in.readDouble();
        }
      }
    }
  }

  private void addCovariance(int group, int p, double[] covariance) {
    int seen = 0;
    double[] mean = new double[p];
    for (int n = 0; n < individuals(group); n++) {
      double[] each = of(group, n);
      if (each != null) {
        seen++;
        for (int j = 0; j < p; j++) {
          mean[j] += each[j];
        }
      }
    }
    for (int j = 0; j < p; j++) {
      mean[j] /= seen;
    }
    double divisor = (seen - 1.0) * individuals(group);
    for (int n = 0; n < individuals(group); n++) {
      double[] each = of(group, n);
      for (int i = 0; each != null && i < p; i++) {
        for (int j = 0; j < p; j++) {
          covariance[i * p + j] += (each[i] - mean[i]) * (each[j] - mean[j]) / divisor;
        }
      }
    }
  }
}
