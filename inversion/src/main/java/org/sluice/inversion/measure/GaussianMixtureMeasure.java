package org.sluice.inversion.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sluice.inversion.algebra.LogCoordinates;
import org.sluice.inversion.algebra.Panel;
import org.sluice.inversion.optimise.CoordinateKind;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.NormalQuantile;

/**
 * A mixture of K Gaussians with independent parameters each: z ~ Σ_k w_k N(m_k, diag s_k²). Samples
 * do not pick a component: they come from the triangular map of {@link MixtureTransport}, and so
 * depend smoothly on all numbers, the weights included.
 *
 * <p>The physical numbers are {@code weight[1] … weight[K-1]} (the last weight is 1 minus their
 * sum), then {@code mean[k,j]} and {@code sd[k,j]} of parameter j in component k, component by
 * component. For q = 1 these are {@code mean[k]} and {@code sd[k]}; for K = 2 there is one {@code
 * weight}, of the first component. The coordinates are the logarithms of the weights over the last
 * weight, the means, and the logarithms of the standard deviations. The order of the components is
 * arbitrary.
 */
public final class GaussianMixtureMeasure implements ParameterMeasure {

  private final int components;
  private final int dimension;
  private final List<String> names;

  /**
   * Makes the family of K = {@code components} Gaussians in q = {@code dimension} parameters.
   *
   * @throws IllegalArgumentException if one of them is less than 1
   */
  public GaussianMixtureMeasure(int components, int dimension) {
    if (components < 1 || dimension < 1) {
      throw new IllegalArgumentException(
          "a mixture needs at least 1 component and 1 parameter, not %d and %d"
              .formatted(components, dimension));
    }
    this.components = components;
    this.dimension = dimension;
    List<String> all = new ArrayList<>();
    if (components > 1) {
      all.addAll(CoordinateNames.indexed("weight", components - 1));
    }
    all.addAll(indexed("mean"));
    all.addAll(indexed("sd"));
    this.names = List.copyOf(all);
  }

  private List<String> indexed(String name) {
    if (dimension == 1) {
      return CoordinateNames.indexed(name, components);
    }
    List<String> all = new ArrayList<>();
    for (int k = 1; k <= components; k++) {
      for (int j = 1; j <= dimension; j++) {
        all.add("%s[%d,%d]".formatted(name, k, j));
      }
    }
    return all;
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
  public boolean wantsStrata() {
    return components > 1;
  }

  @Override
  public List<String> names() {
    return names;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException also if the given weights add up to 1 or more
   */
  @Override
  public double[] coordinates(double[] physical) {
    LogCoordinates.checkCount(CoordinateNames.OWNER, names, physical);
    double[] coordinates = physical.clone();
    double last = 1;
    for (int k = 0; k < components - 1; k++) {
      coordinates[k] = LogCoordinates.logarithm(CoordinateNames.OWNER, names.get(k), physical[k]);
      last -= physical[k];
    }
    if (!(last > 0)) {
      throw new IllegalArgumentException(
          "%s's weights add up to %s; they must leave something of 1 for the last component"
              .formatted(CoordinateNames.OWNER, 1 - last));
    }
    for (int k = 0; k < components - 1; k++) {
      coordinates[k] -= Math.log(last);
    }
    int sds = components - 1 + components * dimension;
    for (int i = components - 1; i < physical.length; i++) {
      String name = names.get(i);
      coordinates[i] =
          i < sds
              ? LogCoordinates.finite(CoordinateNames.OWNER, name, physical[i])
              : LogCoordinates.logarithm(CoordinateNames.OWNER, name, physical[i]);
    }
    return coordinates;
  }

  @Override
  public CoordinateKind kind(int coordinate) {
    int firstMean = components - 1;
    if (coordinate < firstMean) {
      return CoordinateKind.PURE;
    }
    return coordinate < firstMean + components * dimension
        ? CoordinateKind.LINEAR
        : CoordinateKind.LOGARITHM;
  }

  @Override
  public double[] physical(double[] coordinates) {
    double[] physical = coordinates.clone();
    double[] weights = new MixtureTransport(components, dimension, coordinates).weights();
    System.arraycopy(weights, 0, physical, 0, components - 1);
    for (int i = components - 1 + components * dimension; i < physical.length; i++) {
      physical[i] = Math.exp(coordinates[i]);
    }
    return physical;
  }

  /**
   * {@inheritDoc}
   *
   * <p>The components have equal weights, and their means are spread evenly over quantiles.
   */
  @Override
  public double[] physicalNear(double[] mean, double[] sd) {
    double[] places = new double[components];
    double variance = 0;
    for (int k = 0; k < components; k++) {
      places[k] = NormalQuantile.of((k + 0.5) / components);
      variance += places[k] * places[k] / components;
    }
    double[] physical = new double[names.size()];
    Arrays.fill(physical, 1.0 / components);
    int means = components - 1;
    int sds = means + components * dimension;
    for (int k = 0; k < components; k++) {
      for (int j = 0; j < dimension; j++) {
        physical[means++] = mean[j] + sd[j] * places[k];
        physical[sds++] = sd[j] * Math.sqrt(1 - variance);
      }
    }
    return physical;
  }

  /**
   * {@inheritDoc}
   *
   * <p>These are the weights and moments of the parts of the sample, of the best of several splits
   * ({@link MixtureStart}); parts that follow each other come in ascending order. A sample of fewer
   * than two values for each component is not split.
   */
  @Override
  public double[] physicalNear(NoisySample sample) {
    if (dimension > 1 || components == 1 || !sample.isSpread() || sample.size() < 2 * components) {
      return ParameterMeasure.super.physicalNear(sample);
    }
    MixtureStart.Numbers start = MixtureStart.of(sample, components);
    double[] physical = new double[names.size()];
    System.arraycopy(start.weights(), 0, physical, 0, components - 1);
    System.arraycopy(start.means(), 0, physical, components - 1, components);
    System.arraycopy(start.sds(), 0, physical, 2 * components - 1, components);
    return physical;
  }

  @Override
  public void sample(double[] coordinates, Matrix omega, Matrix z) {
    Panel.check(omega, omega.rows(), dimension, "ω");
    Panel.check(z, omega.rows(), dimension, "z");
    MixtureTransport transport = new MixtureTransport(components, dimension, coordinates);
    double[] normals = new double[dimension];
    double[] sample = new double[dimension];
    for (long i = 0; i < z.rows(); i++) {
      omega.readRow(i, normals);
      transport.apply(normals, sample);
      z.writeRow(i, sample);
    }
  }

  @Override
  public void backward(
      double[] coordinates, Matrix omega, Matrix z, Matrix gradientZ, double[] gradient) {
    Panel.check(omega, z.rows(), dimension, "ω");
    Panel.check(z, z.rows(), dimension, "z");
    Panel.check(gradientZ, z.rows(), dimension, "the gradient in z");
    MixtureTransport transport = new MixtureTransport(components, dimension, coordinates);
    double[] normals = new double[dimension];
    double[] sample = new double[dimension];
    double[] gradientSample = new double[dimension];
    for (long i = 0; i < z.rows(); i++) {
      omega.readRow(i, normals);
      z.readRow(i, sample);
      gradientZ.readRow(i, gradientSample);
      transport.backward(normals, sample, gradientSample, gradient);
    }
  }
}
