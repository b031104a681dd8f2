package org.sluice.inversion.study;

import java.io.Serializable;
import java.util.List;

/**
 * One cell of a study's grid.
 *
 * @param number its place in the grid, from 0
 * @param values one for each of the study's axes, in their order
 * @param repetition number of the repetition among those with these values, from 1
 * @param seed of all its random numbers; it depends only on the study's seed, the repetition and
 *     the values on axes of the problem
 */
public record Cell(int number, List<String> values, int repetition, long seed)
    implements Serializable {}
