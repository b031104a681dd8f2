package org.sluice.inversion.population.problem;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sluice.inversion.algebra.Cholesky;
import org.sluice.inversion.measure.NoisySample;
import org.sluice.inversion.noise.NoiseModel;

/**
 * The start of an inversion that the data suggest. It moves with the data, y → c·y + b, so that the
 * unit of the data does not matter.
 *
 * <p>Where individuals are measured several times each, the scatter within rows is that of the
 * noise, and the rows' means are a sample of the parameter with errors of known variance. Of other
 * maps the data show the population only through the map, so that they suggest no start for it, and
 * for the noise their pooled standard deviation. This is larger than the noise; a start that is too
 * small would be left slowly, since the loss is flat towards small noise.
 */
public final class DataStart {

  private final Problem problem;
  private final List<Readings> readings = new ArrayList<>();

  private DataStart(Problem problem) {
    this.problem = problem;
    problem.groups().forEach(group -> readings.add(Readings.of(group)));
  }

  /**
   * Physical numbers of the population.
   *
   * @return one entry per name; NaN where the data suggest none, as for all maps but {@link
   *     org.sluice.inversion.forward.ReplicatesMap}
   */
  public static double[] population(Problem problem) {
    return new DataStart(problem).population();
  }

  /** Coordinates of the noise of all groups. */
  public static double[] noise(Problem problem) {
    return new DataStart(problem).noise();
  }

  private double[] population() {
    List<double[]> means = new ArrayList<>();
    double errors = 0;
    int rows = 0;
    for (int g = 0; g < readings.size(); g++) {
      if (readings.get(g) != null) {
        double[] ofGroup = readings.get(g).means();
        means.add(ofGroup);
        errors += ofGroup.length * errorVariance(g);
        rows += ofGroup.length;
      }
    }
    if (means.isEmpty()) {
      double[] unknown = new double[problem.measure().coordinateCount()];
      Arrays.fill(unknown, Double.NaN);
      return unknown;
    }
    double[] all = means.stream().flatMapToDouble(Arrays::stream).toArray();
    return problem.measure().physicalNear(new NoisySample(all, errors / rows));
  }

  /** The variance of the noise in a row's mean, by the scatter within rows. */
  private double errorVariance(int g) {
    Group group = problem.groups().get(g);
    int d = group.dimension();
    double variance = 0;
    double within = withinVariance(g);
    if (group.known() != null) {
      double[] known = group.known().meanCovariance();
      variance += Readings.varianceOfMean(known, d);
      within -= Readings.withinVariance(known, d);
    }
    if (within > 0) {
      double[] covariance = covariance(group.noise(), deviation(group.noise(), within));
      variance += Readings.varianceOfMean(covariance, d);
    }
    return variance;
  }

  private double[] noise() {
    double[] noise = new double[problem.noise().coordinateCount()];
    for (int g = 0; g < readings.size(); g++) {
      NoiseModel model = problem.groups().get(g).noise();
      problem.noise().put(g, model.coordinatesOfStandardDeviation(deviation(g)), noise);
    }
    return noise;
  }

  private double deviation(int g) {
    Group group = problem.groups().get(g);
    double within = withinVariance(g);
    if (within > 0) {
      // Two standard errors more, so that chance does not make it too small.
      double chance = 1 + 2 / Math.sqrt(2 * freedom(g));
      return chance * deviation(group.noise(), within);
    }
    return group.ownNoise() ? group.pooledStandardDeviation() : problem.pooledStandardDeviation();
  }

  /** The standard deviation of noise that has a given variance within rows. */
  private static double deviation(NoiseModel noise, double within) {
    int d = noise.dimension();
    if (d == 1) {
      return Math.sqrt(within);
    }
    // Correlated noise scatters less within a row than its standard deviation says.
    double[] covariance = covariance(noise, Math.sqrt(within));
    return within / Math.sqrt(Readings.withinVariance(covariance, d));
  }

  private static double[] covariance(NoiseModel noise, double deviation) {
    int d = noise.dimension();
    double[] lower = new double[d * d];
    noise.factor(noise.coordinatesOfStandardDeviation(deviation), lower);
    return Cholesky.product(lower, d);
  }

  /** The variance within rows of the groups that share a group's noise; NaN where none shows it. */
  private double withinVariance(int g) {
    double squares = 0;
    for (int other = 0; other < readings.size(); other++) {
      if (readings.get(other) != null && haveTheSameNoise(g, other)) {
        squares += readings.get(other).squares();
      }
    }
    return squares / freedom(g);
  }

  /** The degrees of freedom of that variance. */
  private double freedom(int g) {
    double freedom = 0;
    for (int other = 0; other < readings.size(); other++) {
      if (readings.get(other) != null && haveTheSameNoise(g, other)) {
        Group group = problem.groups().get(other);
        freedom += (double) group.data().rows() * (group.dimension() - 1);
      }
    }
    return freedom;
  }

  private boolean haveTheSameNoise(int g, int other) {
    List<Group> groups = problem.groups();
    return g == other || !(groups.get(g).ownNoise() || groups.get(other).ownNoise());
  }
}
