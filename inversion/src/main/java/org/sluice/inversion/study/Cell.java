package org.sluice.inversion.study;

import java.io.Serializable;
import java.util.List;

/**
 * One inversion of a study.
 *
 * @param number its place in the grid, from 0
 * @param values one for each of the study's axes, in their order
 * @param repetition which of the repetitions with these values, from 1
 * @param seed of all its random numbers; a function of the study's seed, the repetition and the
 *     values on axes of the problem alone
 */
public record Cell(int number, List<String> values, int repetition, long seed)
    implements Serializable {}
