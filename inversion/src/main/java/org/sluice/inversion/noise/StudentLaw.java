package org.sluice.inversion.noise;

import java.util.List;
import org.sluice.inversion.algebra.LogCoordinates;
import org.sluice.kernels.Matrix;

/**
 * Student's law with ν degrees of freedom, scaled to variance 1: ψ(ζ) = √((ν − 2)/ν) F_ν⁻¹(Φ(ζ)).
 * The one number is {@code degreesOfFreedom}, ν, in (2, {@value #MOST}), with the coordinate log((ν
 * − 2)/({@value #MOST} − ν)). The range ends where the law is practically normal, so that data
 * without heavy tails do not drive ν to infinity.
 */
public final class StudentLaw implements NoiseLaw {

  /** The upper end of the range of ν. */
  public static final double MOST = 200;

  private static final double LEAST = 2;
  private static final double START = 10;
  private static final List<String> NAMES = List.of("degreesOfFreedom");

  /** The only such family. */
  public StudentLaw() {}

  @Override
  public List<String> names() {
    return NAMES;
  }

  @Override
  public double[] start() {
    return new double[] {START};
  }

  @Override
  public double[] coordinates(double[] physical) {
    LogCoordinates.checkCount("the noise", NAMES, physical);
    double nu = physical[0];
    if (!(nu > LEAST && nu < MOST)) {
      throw new IllegalArgumentException(
          "the noise's degreesOfFreedom must be more than %s and less than %s, not %s"
              .formatted(LEAST, MOST, nu));
    }
    return new double[] {Math.log((nu - LEAST) / (MOST - nu))};
  }

  @Override
  public double[] physical(double[] coordinates) {
    return new double[] {LEAST + (MOST - LEAST) / (1 + Math.exp(-coordinates[0]))};
  }

  @Override
  public void apply(double[] coordinates, Matrix zeta, Matrix shaped) {
    double nu = physical(coordinates)[0];
    StudentQuantile quantile = new StudentQuantile(nu);
    double unit = Math.sqrt(nu - LEAST);
    for (long i = 0; i < zeta.rows(); i++) {
      for (long j = 0; j < zeta.columns(); j++) {
        shaped.set(i, j, unit * Math.sinh(quantile.at(zeta.get(i, j))));
      }
    }
  }

  @Override
  public void backward(
      double[] coordinates, Matrix zeta, Matrix gradientShaped, double[] gradient) {
    double nu = physical(coordinates)[0];
    StudentQuantile quantile = new StudentQuantile(nu);
    double unit = Math.sqrt(nu - LEAST);
    double sum = 0;
    for (long i = 0; i < zeta.rows(); i++) {
      for (long j = 0; j < zeta.columns(); j++) {
        double normal = zeta.get(i, j);
        double s = quantile.at(normal);
        double derivative =
            Math.sinh(s) / (2 * unit) + unit * Math.cosh(s) * quantile.derivative(normal);
        sum += gradientShaped.get(i, j) * derivative;
      }
    }
    gradient[0] += sum * (nu - LEAST) * (MOST - nu) / (MOST - LEAST);
  }
}
