package org.sluice.inversion.population.step;

import org.sluice.inversion.noise.NoiseModel;
import org.sluice.inversion.optimise.CoordinateKind;
import org.sluice.inversion.population.problem.Group;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.samples.DifferenceWidths;
import org.sluice.inversion.population.samples.LowerTangent;
import org.sluice.inversion.population.samples.ModelSamples;
import org.sluice.inversion.population.samples.SampleDifference;
import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/**
 * The mean square by which a unit of each linear coordinate moves one group's model samples, in
 * standard deviations of the data, and the parameters behind them, in their own. Samples alone
 * would not do: a parameter of little effect on them would be moved far out of the population.
 */
final class NaturalUnits {

  private final Problem problem;
  private final int group;
  private final double[] spreads;
  private final ModelSamples samples;
  private final Backend backend;
  private final SampleDifference difference;
  private final Matrix moved;

  /**
   * Allocates buffers for the group of an index.
   *
   * @param rows M
   */
  NaturalUnits(Problem problem, int group, ModelSamples samples, long rows, Backend backend) {
    this.problem = problem;
    this.group = group;
    this.samples = samples;
    this.backend = backend;
    Group of = problem.groups().get(group);
    spreads = of.columnSpreads();
    difference = new SampleDifference(samples, spreads, rows, backend);
    moved = backend.allocate(ElementType.F64, rows, of.dimension());
  }

  /**
   * Adds the mean squares at a point; the model's samples are overwritten.
   *
   * @param phi coordinates of this group's noise
   * @param lower L at them
   * @param share of this group
   * @param squares of all coordinates; those that are not linear are left as they are
   */
  void add(double[] alpha, double[] phi, double[] lower, double share, double[] squares) {
    samples.forward(alpha);
    difference.begin();
    double[] before = parameters();
    double[] parameterSpreads = samples.parameterSpreads();
    double[] widths = new DifferenceWidths(problem).of(group);
    for (int j = 0; j < alpha.length; j++) {
      if (problem.measure().kind(j) == CoordinateKind.LINEAR) {
        double width = difference.take(alpha, j, widths, moved);
        double slope = difference.move() / width;
        double ofParameters = meanSquare(before, parameters(), parameterSpreads) / width / width;
        squares[j] += share * (slope * slope + ofParameters);
      }
    }
    NoiseModel noise = problem.groups().get(group).noise();
    int first = alpha.length + problem.noise().first(group);
    for (int i = 0; i < noise.covarianceCoordinates(); i++) {
      if (noise.kind(i) == CoordinateKind.LINEAR) {
        squares[first + i] += share * ofNoise(noise, phi, lower, i);
      }
    }
  }

  /** Bytes of all buffers. */
  long bytes() {
    return moved.rows() * moved.columns() * ElementType.F64.bytes() + difference.bytes();
  }

  private double[] parameters() {
    Matrix z = samples.z();
    double[] values = new double[Math.toIntExact(z.rows() * z.columns())];
    backend.copy(z, Matrix.of(values, z.rows(), z.columns()));
    return values;
  }

  /** The mean over samples of the squared move in spreads, over parameters that have one. */
  private static double meanSquare(double[] before, double[] after, double[] spreads) {
    int q = spreads.length;
    double sum = 0;
    for (int e = 0; e < before.length; e++) {
      double move = after[e] - before[e];
      double variance = spreads[e % q] * spreads[e % q];
      sum += variance > 0 ? move * move / variance : 0;
    }
    return before.length == 0 ? 0 : sum * q / before.length;
  }

  /** ψ(ζ) has variance 1, so that the mean square is the sum over entries of ∂L. */
  private double ofNoise(NoiseModel noise, double[] phi, double[] lower, int coordinate) {
    double[] tangent = LowerTangent.of(noise, phi, lower, coordinate);
    int d = spreads.length;
    double sum = 0;
    for (int e = 0; e < tangent.length; e++) {
      double relative = tangent[e] / spreads[e / d];
      sum += relative * relative;
    }
    return sum / d;
  }
}
