package org.sluice.inversion.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sluice.inversion.algebra.LogCoordinates;
import org.sluice.inversion.algebra.Panel;
import org.sluice.inversion.optimise.CoordinateKind;
import org.sluice.kernels.Matrix;

/**
 * Independent unimodal parameters with skewness and tails: z = a + b sinh((asinh ω + ε) τ), the
 * sinh-arcsinh law of Jones and Pewsey (Biometrika 96, 2009) with τ = 1/δ.
 *
 * <p>Each parameter has four physical numbers: {@code location}, a, {@code scale}, b, {@code
 * skewness}, ε, and {@code tail}, τ. The locations come first, then the scales and so on; for q
 * &gt; 1 the names have an index. With ε = 0 and τ = 1 the law is N(a, b²). It is skewed to the
 * right if ε &gt; 0, and has heavier tails than the normal law if τ &gt; 1. The coordinates of
 * scale and tail are their logarithms.
 */
public final class SinhArcsinhMeasure implements ParameterMeasure {

  private static final List<String> KINDS = List.of("location", "scale", "skewness", "tail");

  private final int dimension;
  private final List<String> names;

  /**
   * Makes the family of q = {@code dimension} parameters.
   *
   * @throws IllegalArgumentException if {@code dimension} is less than 1
   */
  public SinhArcsinhMeasure(int dimension) {
    if (dimension < 1) {
      throw new IllegalArgumentException(
          "the population must have at least 1 parameter, not " + dimension);
    }
    this.dimension = dimension;
    List<String> all = new ArrayList<>();
    KINDS.forEach(kind -> all.addAll(CoordinateNames.indexed(kind, dimension)));
    this.names = List.copyOf(all);
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public int randomDimension() {
    return dimension;
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public CoordinateKind kind(int coordinate) {
    return switch (coordinate / dimension) {
      case 0 -> CoordinateKind.LINEAR;
      case 1 -> CoordinateKind.LOGARITHM;
      default -> CoordinateKind.SHAPE;
    };
  }

  @Override
  public double[] coordinates(double[] physical) {
    LogCoordinates.checkCount(CoordinateNames.OWNER, names, physical);
    double[] coordinates = new double[physical.length];
    for (int i = 0; i < physical.length; i++) {
      coordinates[i] =
          positive(i)
              ? LogCoordinates.logarithm(CoordinateNames.OWNER, names.get(i), physical[i])
              : LogCoordinates.finite(CoordinateNames.OWNER, names.get(i), physical[i]);
    }
    return coordinates;
  }

  @Override
  public double[] physical(double[] coordinates) {
    double[] physical = coordinates.clone();
    for (int i = 0; i < physical.length; i++) {
      physical[i] = positive(i) ? Math.exp(coordinates[i]) : coordinates[i];
    }
    return physical;
  }

  /**
   * {@inheritDoc}
   *
   * <p>This is the normal law with these moments.
   */
  @Override
  public double[] physicalNear(double[] mean, double[] sd) {
    double[] physical = Arrays.copyOf(mean, names.size());
    System.arraycopy(sd, 0, physical, dimension, dimension);
    Arrays.fill(physical, 3 * dimension, 4 * dimension, 1);
    return physical;
  }

  @Override
  public void sample(double[] coordinates, Matrix omega, Matrix z) {
    Panel.check(omega, omega.rows(), dimension, "ω");
    Panel.check(z, omega.rows(), dimension, "z");
    for (int j = 0; j < dimension; j++) {
      double location = coordinates[j];
      double scale = Math.exp(coordinates[dimension + j]);
      double skewness = coordinates[2 * dimension + j];
      double tail = Math.exp(coordinates[3 * dimension + j]);
      for (long i = 0; i < z.rows(); i++) {
        double bent = (asinh(omega.get(i, j)) + skewness) * tail;
        z.set(i, j, location + scale * Math.sinh(bent));
      }
    }
  }

  @Override
  public void backward(
      double[] coordinates, Matrix omega, Matrix z, Matrix gradientZ, double[] gradient) {
    Panel.check(omega, z.rows(), dimension, "ω");
    Panel.check(gradientZ, z.rows(), dimension, "the gradient in z");
    for (int j = 0; j < dimension; j++) {
      double scale = Math.exp(coordinates[dimension + j]);
      double skewness = coordinates[2 * dimension + j];
      double tail = Math.exp(coordinates[3 * dimension + j]);
      for (long i = 0; i < z.rows(); i++) {
        double bent = (asinh(omega.get(i, j)) + skewness) * tail;
        double byZ = gradientZ.get(i, j);
        double byBent = byZ * scale * Math.cosh(bent);
        gradient[j] += byZ;
        gradient[dimension + j] += byZ * scale * Math.sinh(bent);
        gradient[2 * dimension + j] += byBent * tail;
        gradient[3 * dimension + j] += byBent * bent;
      }
    }
  }

  private boolean positive(int i) {
    return i / dimension % 2 == 1;
  }

  /** Computes asinh as an odd function, without cancellation for negative arguments. */
  private static double asinh(double x) {
    double magnitude = Math.abs(x);
    return Math.copySign(Math.log1p(magnitude + x * x / (1 + Math.sqrt(1 + x * x))), x);
  }
}
