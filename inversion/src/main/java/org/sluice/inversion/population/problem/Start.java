package org.sluice.inversion.population.problem;

/**
 * The start of an inversion, in coordinates.
 *
 * @param measure of the population, one entry per coordinate of its family
 * @param noise likewise
 */
public record Start(double[] measure, double[] noise) {

  /** Copies both. */
  public Start {
    measure = measure.clone();
    noise = noise.clone();
  }

  /** A start from physical numbers of the population and of the noise. */
  public static Start of(Problem problem, double[] measure, double[] noise) {
    return new Start(problem.measure().coordinates(measure), problem.noise().coordinates(noise));
  }

  /**
   * A start from physical numbers of the population, and noise of the data's pooled standard
   * deviation. This is larger than the true noise on purpose: the loss is flat towards small noise,
   * so an inversion would leave a small start slowly.
   */
  public static Start of(Problem problem, double[] measure) {
    return new Start(
        problem.measure().coordinates(measure), noiseOfPooledStandardDeviation(problem));
  }

  private static double[] noiseOfPooledStandardDeviation(Problem problem) {
    double[] noise = new double[problem.noise().coordinateCount()];
    for (int g = 0; g < problem.groups().size(); g++) {
      Group group = problem.groups().get(g);
      double deviation =
          group.ownNoise() ? group.pooledStandardDeviation() : problem.pooledStandardDeviation();
      double[] ofGroup = group.noise().coordinatesOfStandardDeviation(deviation);
      problem.noise().put(g, ofGroup, noise);
    }
    return noise;
  }

  public double[] concatenated() {
    double[] all = new double[measure.length + noise.length];
    System.arraycopy(measure, 0, all, 0, measure.length);
    System.arraycopy(noise, 0, all, measure.length, noise.length);
    return all;
  }

  public void requireFit(Problem problem) {
    int alpha = problem.measure().coordinateCount();
    int gamma = problem.noise().coordinateCount();
    if (measure.length != alpha || noise.length != gamma) {
      throw new IllegalArgumentException(
          "the start has %d numbers for the population and %d for the noise, but %d and %d are needed"
              .formatted(measure.length, noise.length, alpha, gamma));
    }
  }
}
