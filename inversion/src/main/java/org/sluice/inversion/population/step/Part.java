package org.sluice.inversion.population.step;

/**
 * The slices of one weight.
 *
 * @param share of the term's loss
 * @param total true if they are whitened by the total covariance, false if by the noise's
 * @param steersNoise whether Γ follows their gradient; if not, Γ is held constant in their samples
 *     as it is in the weight
 */
record Part(SlicedLoss loss, double share, boolean total, boolean steersNoise) {}
