package org.sluice.inversion.population.simulate;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.sluice.inversion.noise.NoiseModel;

/**
 * The physical numbers that simulated data are drawn with, and estimates are compared with.
 *
 * @param population in the order of the measure's names
 * @param noise the values that estimates are compared with, in the order of the noise model's names
 * @param natureNoise the values that simulated noise is drawn with, in the order of its family's
 *     names: the same unless nature's noise is of another family
 */
public record Truth(double[] population, double[] noise, double[] natureNoise) {

  /** Of noise that is of the model's family. */
  public Truth(double[] population, double[] noise) {
    this(population, noise, noise);
  }

  /**
   * Of noise that is of another family than the model's.
   *
   * @param natureNoise numbers of nature's family
   * @throws IllegalArgumentException if the model's family has no member of that covariance
   */
  public static Truth of(
      double[] population, NoiseModel model, NoiseModel nature, double[] natureNoise) {
    double[] covariance = NearestNoise.covariance(nature, natureNoise);
    return new Truth(population, NearestNoise.of(model, covariance), natureNoise);
  }

  /** The population's numbers and then the noise's. */
  public double[] all() {
    return DoubleStream.concat(Arrays.stream(population), Arrays.stream(noise)).toArray();
  }

  /**
   * The same with the noise that can be recovered: where nature's systems vary at fixed parameters,
   * a model takes that for noise.
   *
   * @param model the model's family of noise
   * @param nature the family that {@link #natureNoise} is of
   * @param internal the covariance of observations at fixed parameters, d × d, row after row
   * @throws IllegalArgumentException if the model's family has no such member
   */
  public Truth recoverable(NoiseModel model, NoiseModel nature, double[] internal) {
    double[] covariance = NearestNoise.covariance(nature, natureNoise);
    for (int e = 0; e < covariance.length; e++) {
      covariance[e] += internal[e];
    }
    return new Truth(population, NearestNoise.of(model, covariance), natureNoise);
  }
}
