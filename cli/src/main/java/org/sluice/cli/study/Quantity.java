package org.sluice.cli.study;

/**
 * A number that the cells of a study are judged by.
 *
 * @param name in tables and figures, such as {@code noise sd}
 * @param column that holds it
 * @param estimate whether it estimates a number whose truth is known; if not, it is an error, whose
 *     truth is 0
 * @param headline whether a terminal shows it
 */
public record Quantity(String name, String column, boolean estimate, boolean headline) {}
