package org.sluice.inversion.study;

import java.io.Serializable;

/**
 * What a cell will take, known before it is begun.
 *
 * @param bytes of memory outside the heap
 * @param work in any unit in which the times of cells are in proportion
 */
public record CellCost(long bytes, double work) implements Serializable {}
