package org.sluice.inversion.population.simulate;

import org.sluice.inversion.forward.ForwardMap;
import org.sluice.inversion.measure.ParameterMeasure;
import org.sluice.inversion.noise.NoiseModel;

/**
 * The families that simulated data are drawn from: the model's own parts, or others where the model
 * is misspecified.
 *
 * @param measure of the parameters; it has the names of the model's own
 * @param forward G as it is
 * @param noise the family of the noise
 * @param mostFailures share of systems whose solve may fail, in [0, 1]; they are drawn again
 */
public record Nature(
    ParameterMeasure measure, ForwardMap forward, NoiseModel noise, double mostFailures) {

  /** Of maps that do not fail. */
  public Nature(ParameterMeasure measure, ForwardMap forward, NoiseModel noise) {
    this(measure, forward, noise, 0);
  }
}
