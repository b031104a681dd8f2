package org.sluice.inversion.population.step;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.sluice.inversion.population.problem.Group;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.samples.NormalPolynomials;

/**
 * The influence of each individual and of each model sample on the objective's gradient, to first
 * order: along a slice the data enter the gradient through ∫ a(u) q′(u) du, an L-statistic, whose
 * influence function at a datum is the running integral of q′ over the data's order (Huber, Robust
 * Statistics, 1981, section 3.3). Samples enter in the same way with the opposite sign. It is a
 * mean over evaluations.
 *
 * <p>So the part of a gradient's scatter is known that an evaluation's own samples and data make.
 * Its mean is 0, and {@link #explained} tells it: a control variate.
 */
public final class Influence {

  /** Bytes of an array before its numbers, and of the reference to it. */
  static final int ARRAY = 20;

  private final double[][][] sums;
  private final int[] evaluations;
  private final double[][] means;
  private final SampleInfluence[] samples;

  /** An empty mean for a problem. */
  public Influence(Problem problem) {
    List<Group> groups = problem.groups();
    int coordinates = problem.measure().coordinateCount() + problem.noise().coordinateCount();
    sums = new double[groups.size()][][];
    evaluations = new int[groups.size()];
    means = new double[groups.size()][];
    samples = new SampleInfluence[groups.size()];
    for (int g = 0; g < sums.length; g++) {
      Group group = groups.get(g);
      sums[g] = new double[Math.toIntExact(group.data().rows())][coordinates];
      samples[g] =
          new SampleInfluence(
              new NormalPolynomials(problem.measure().randomDimension(), group.dimension()),
              coordinates);
    }
  }

  /** Bytes of what is kept for each individual. */
  public static long bytes(Problem problem) {
    long coordinates = problem.measure().coordinateCount() + problem.noise().coordinateCount();
    long individuals = problem.groups().stream().mapToLong(group -> group.data().rows()).sum();
    return individuals * (ARRAY + coordinates * Double.BYTES);
  }

  /**
   * Begins an evaluation.
   *
   * @return what to add each individual's influence to, individual by individual
   */
  double[][] begin(int group) {
    evaluations[group]++;
    means[group] = null;
    return sums[group];
  }

  /** Whether there was no evaluation so far. */
  public boolean isEmpty() {
    return evaluations[0] == 0;
  }

  /** p, the number of coordinates. */
  int coordinates() {
    return sums[0][0].length;
  }

  /** The influence of a group's model samples. */
  SampleInfluence ofSamples(int group) {
    return samples[group];
  }

  /** The number of groups. */
  public int groups() {
    return sums.length;
  }

  /** The number of a group's individuals. */
  public int individuals(int group) {
    return sums[group].length;
  }

  /**
   * The influence of an individual, minus the mean over its group: the mean of a group's influences
   * is, but for the sign, the part of the gradient that its data make. NaN before the first
   * evaluation.
   *
   * @return one entry per coordinate in a new array
   */
  public double[] of(int group, int datum) {
    double[] mean = mean(group);
    double[] own = new double[mean.length];
    Arrays.setAll(own, j -> sums[group][datum][j] / evaluations[group] - mean[j]);
    return own;
  }

  private double[] mean(int group) {
    if (means[group] == null) {
      double[] mean = new double[sums[group][0].length];
      for (double[] sum : sums[group]) {
        for (int j = 0; j < mean.length; j++) {
          mean[j] += sum[j];
        }
      }
      double count = (double) sums[group].length * evaluations[group];
      means[group] = Arrays.stream(mean).map(sum -> sum / count).toArray();
    }
    return means[group];
  }

  /**
   * The part of a gradient that its random numbers explain, whose mean over random numbers is 0 if
   * the evaluations so far were others.
   *
   * @return one entry per coordinate in a new array; zeros before the first evaluation
   */
  public double[] explained(RandomDraw draw) {
    double[] explained = new double[coordinates()];
    for (int g = 0; g < sums.length; g++) {
      GroupDraw ofGroup = draw.ofGroup(g);
      samples[g].addExplained(ofGroup.means(), explained);
      int[] data = ofGroup.data();
      for (int n = 0; data != null && evaluations[g] > 0 && n < data.length; n++) {
        double[] own = of(g, data[n]);
        for (int j = 0; j < own.length; j++) {
          explained[j] -= own[j] / data.length;
        }
      }
    }
    return explained;
  }

  /**
   * The covariance of the gradient over data sets of this size: the sum over groups of the
   * individuals' covariance divided by their number.
   *
   * @return p × p, row after row; NaN if a group has fewer than two individuals
   */
  public double[] gradientCovariance() {
    int p = coordinates();
    double[] covariance = new double[p * p];
    for (int g = 0; g < sums.length; g++) {
      addCovariance(g, p, covariance);
    }
    return covariance;
  }

  private void addCovariance(int group, int p, double[] covariance) {
    double divisor = (individuals(group) - 1.0) * individuals(group);
    for (int n = 0; n < individuals(group); n++) {
      double[] each = of(group, n);
      for (int i = 0; i < p; i++) {
        for (int j = 0; j < p; j++) {
          covariance[i * p + j] += each[i] * each[j] / divisor;
        }
      }
    }
  }

  public void write(DataOutput out) throws IOException {
    for (int g = 0; g < sums.length; g++) {
      out.writeInt(evaluations[g]);
      for (double[] sum : sums[g]) {
        for (double value : sum) {
          out.writeDouble(value);
        }
      }
      samples[g].write(out);
    }
  }

  public void read(DataInput in) throws IOException {
    for (int g = 0; g < sums.length; g++) {
      evaluations[g] = in.readInt();
      means[g] = null;
      for (double[] sum : sums[g]) {
        for (int j = 0; j < sum.length; j++) {
          sum[j] = in.readDouble();
        }
      }
      samples[g].read(in);
    }
  }
}
