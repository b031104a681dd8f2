package org.sluice.inversion.population.step;

/**
 * The random numbers of one evaluation for one group, as far as its influence needs them.
 *
 * @param means of the {@link org.sluice.inversion.population.samples.NormalPolynomials} over the
 *     model's samples
 * @param data the numbers of the data that took part, or null if all did
 */
record GroupDraw(double[] means, int[] data) {}
