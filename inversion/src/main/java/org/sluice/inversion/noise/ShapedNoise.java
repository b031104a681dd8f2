package org.sluice.inversion.noise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sluice.inversion.algebra.LogCoordinates;
import org.sluice.inversion.optimise.CoordinateKind;
import org.sluice.kernels.Matrix;

/**
 * Noise that is not normal: ξ = L ψ(ζ), where the covariance Γ = L Lᵀ comes from a noise model and
 * ψ from a law of the components. The numbers are those of the covariance, then those of the law.
 */
public final class ShapedNoise implements NoiseModel {

  private final NoiseModel covariance;
  private final NoiseLaw law;
  private final List<String> names;
  private final int split;

  /**
   * Combines a covariance with a law.
   *
   * @param covariance the family of Γ; its own ψ is not used
   */
  public ShapedNoise(NoiseModel covariance, NoiseLaw law) {
    this.covariance = covariance;
    this.law = law;
    this.split = covariance.coordinateCount();
    List<String> all = new ArrayList<>(covariance.names());
    all.addAll(law.names());
    this.names = List.copyOf(all);
  }

  @Override
  public int dimension() {
    return covariance.dimension();
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public CoordinateKind kind(int coordinate) {
    return coordinate < split ? covariance.kind(coordinate) : CoordinateKind.SHAPE;
  }

  @Override
  public int covarianceCoordinates() {
    return split;
  }

  @Override
  public double[] coordinates(double[] physical) {
    LogCoordinates.checkCount("the noise", names, physical);
    return joined(covariance.coordinates(ofCovariance(physical)), law.coordinates(ofLaw(physical)));
  }

  @Override
  public double[] physical(double[] coordinates) {
    return joined(covariance.physical(ofCovariance(coordinates)), law.physical(ofLaw(coordinates)));
  }

  @Override
  public double[] coordinatesOfStandardDeviation(double standardDeviation) {
    return joined(
        covariance.coordinatesOfStandardDeviation(standardDeviation), law.coordinates(law.start()));
  }

  @Override
  public void factor(double[] coordinates, double[] lower) {
    covariance.factor(ofCovariance(coordinates), lower);
  }

  @Override
  public void backward(
      double[] coordinates, double[] lower, double[] gradientLower, double[] gradient) {
    covariance.backward(ofCovariance(coordinates), lower, gradientLower, gradient);
  }

  @Override
  public boolean isGaussian() {
    return false;
  }

  @Override
  public void shape(double[] coordinates, Matrix zeta, Matrix shaped) {
    law.apply(ofLaw(coordinates), zeta, shaped);
  }

  @Override
  public void shapeBackward(
      double[] coordinates, Matrix zeta, Matrix gradientShaped, double[] gradient) {
    double[] byLaw = new double[names.size() - split];
    law.backward(ofLaw(coordinates), zeta, gradientShaped, byLaw);
    for (int i = 0; i < byLaw.length; i++) {
      gradient[split + i] += byLaw[i];
    }
  }

  private double[] ofCovariance(double[] all) {
    return Arrays.copyOf(all, split);
  }

  private double[] ofLaw(double[] all) {
    return Arrays.copyOfRange(all, split, names.size());
  }

  private static double[] joined(double[] first, double[] second) {
    double[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
