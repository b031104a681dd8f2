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
   * A start from physical numbers of the population, and the noise that the data suggest ({@link
   * DataStart}).
   */
  public static Start of(Problem problem, double[] measure) {
    return new Start(problem.measure().coordinates(measure), DataStart.noise(problem));
  }

  /**
   * The start that the data suggest ({@link DataStart}).
   *
   * @throws IllegalArgumentException naming a number of the population of which they suggest none
   */
  public static Start of(Problem problem) {
    double[] measure = DataStart.population(problem);
    for (int i = 0; i < measure.length; i++) {
      if (Double.isNaN(measure[i])) {
        throw new IllegalArgumentException(
            "the data do not suggest where the population's %s may start; give all numbers of its start"
                .formatted(problem.measure().names().get(i)));
      }
    }
    return of(problem, measure);
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
