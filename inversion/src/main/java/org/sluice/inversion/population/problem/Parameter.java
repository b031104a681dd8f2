package org.sluice.inversion.population.problem;

/**
 * A number that is recovered, on the physical scale.
 *
 * @param name the name in configs, results and traces, such as {@code sd[1]}
 * @param value its value on the physical scale
 */
public record Parameter(String name, double value) {}
