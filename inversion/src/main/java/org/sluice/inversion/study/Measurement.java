package org.sluice.inversion.study;

/**
 * What was measured in a cell.
 *
 * @param outcome {@code done}, or the sentence in which the inversion says why it failed
 * @param estimates physical numbers, of the population and then of the noise; NaN where it failed
 * @param steps done
 * @param samples M, model samples in a step
 * @param slices P, directions in the last step; 0 where it failed
 * @param squared the loss at the result; NaN where it failed
 * @param standardError of the loss by its directions; NaN where it failed
 * @param surrogateError the mean of |F(z) − G(z)| / |G(z)| over fresh systems z of the recovered
 *     population, F the surrogate of G; NaN where there is none or the cell failed
 * @param seconds wall time of the inversion's steps
 */
public record Measurement(
    String outcome,
    double[] estimates,
    long steps,
    long samples,
    int slices,
    double squared,
    double standardError,
    double surrogateError,
    double seconds) {

  /** The outcome of a cell that did not fail. */
  public static final String DONE = "done";

  /** Whether there are estimates. */
  public boolean succeeded() {
    return outcome.equals(DONE);
  }
}
