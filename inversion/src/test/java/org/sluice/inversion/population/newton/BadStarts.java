package org.sluice.inversion.population.newton;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sluice.inversion.forward.DarcyMap;
import org.sluice.inversion.forward.DifferentiableMap;
import org.sluice.inversion.forward.LinearMap;
import org.sluice.inversion.forward.ReplicatesMap;
import org.sluice.inversion.forward.Sensors;
import org.sluice.inversion.forward.ZeroMap;
import org.sluice.inversion.measure.EmptyMeasure;
import org.sluice.inversion.measure.GaussianMeasure;
import org.sluice.inversion.measure.LogNormalMeasure;
import org.sluice.inversion.measure.ParameterMeasure;
import org.sluice.inversion.measure.SinhArcsinhMeasure;
import org.sluice.inversion.measure.field.FieldGrid;
import org.sluice.inversion.measure.field.LogNormalField;
import org.sluice.inversion.noise.FullNoise;
import org.sluice.inversion.noise.IsotropicNoise;
import org.sluice.inversion.noise.NoiseModel;
import org.sluice.inversion.optimise.CoordinateKind;
import org.sluice.inversion.population.Problems;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.problem.Start;
import org.sluice.kernels.Philox;

/**
 * Problems of several families with starts that are far from the truth: means off by 100 standard
 * deviations, logarithms of scales off by up to a factor of 10 either way, skewness and tails off
 * by up to 0.7.
 */
final class BadStarts {

  private static final double[][] MATRIX = {
    {1, 0}, {0.5, 0.5}, {0, 1}, {-0.5, 1}, {1, -1}, {0.3, 0.8}
  };
  private static final long STREAM = 1000;

  private BadStarts() {}

  /** A family with its truth. */
  record Family(
      String name,
      ParameterMeasure measure,
      DifferentiableMap forward,
      NoiseModel noise,
      double[] population,
      double[] noiseTruth,
      double distance) {

    Problem problem(int rows, long seed) {
      return Problems.of(measure, forward, noise, population.clone(), noiseTruth, rows, seed);
    }

    /** The truth in coordinates. */
    Start truth(Problem problem) {
      return Start.of(problem, population, noiseTruth);
    }

    /** A bad start. */
    Start start(Problem problem, long seed) {
      Start truth = truth(problem);
      double[] all = truth.concatenated();
      List<CoordinateKind> kinds = problem.kinds();
      for (int j = 0; j < all.length; j++) {
        double uniform = 2 * Philox.uniform(seed, STREAM, j) - 1;
        all[j] +=
            switch (kinds.get(j)) {
              case LINEAR -> distance * Math.copySign(0.5 + Math.abs(uniform) / 2, uniform);
              case LOGARITHM -> Math.log(10) * uniform;
              case PURE, SHAPE -> 0.7 * uniform;
            };
      }
      int split = truth.measure().length;
      return new Start(Arrays.copyOf(all, split), Arrays.copyOfRange(all, split, all.length));
    }
  }

  static List<Family> families() {
    List<Family> all = new ArrayList<>();
    all.add(
        new Family(
            "replicates",
            GaussianMeasure.diagonal(1),
            new ReplicatesMap(3),
            new IsotropicNoise(3),
            new double[] {120, 15},
            new double[] {5},
            1500));
    all.add(
        new Family(
            "linear",
            GaussianMeasure.diagonal(2),
            new LinearMap(MATRIX),
            new IsotropicNoise(6),
            new double[] {1, -0.5, 0.8, 0.5},
            new double[] {0.3},
            80));
    all.add(
        new Family(
            "log-normal",
            LogNormalMeasure.diagonal(2),
            new LinearMap(MATRIX),
            new IsotropicNoise(6),
            new double[] {0.3, -0.2, 0.4, 0.5},
            new double[] {0.2},
            0));
    all.add(
        new Family(
            "sinh-arcsinh",
            new SinhArcsinhMeasure(1),
            new ReplicatesMap(3),
            new IsotropicNoise(3),
            new double[] {60, 12, 0.4, 1.2},
            new double[] {4},
            1200));
    all.add(
        new Family(
            "full covariance",
            new EmptyMeasure(),
            new ZeroMap(3),
            new FullNoise(3),
            new double[0],
            new double[] {1, 0.8, 1.5, 0.6, 0.7, 1.2},
            1));
    int sensors = 25;
    int nodes = 40;
    all.add(
        new Family(
            "darcy",
            new LogNormalField(FieldGrid.line(DarcyMap.positions(nodes)), 0.3, 1.5),
            new DarcyMap(nodes, Sensors.uniform(sensors, 1), 10),
            new IsotropicNoise(sensors),
            new double[] {0.5, Math.log(0.6)},
            new double[] {0.02},
            0));
    return all;
  }
}
