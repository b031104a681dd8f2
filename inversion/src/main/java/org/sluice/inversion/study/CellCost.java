package org.sluice.inversion.study;

import java.io.Serializable;

/**
 * The memory and the work that a cell takes, known before it starts.
 *
 * @param bytes of memory, arrays on the heap included
 * @param work proportional to the cell's time, in any unit
 */
public record CellCost(long bytes, double work) implements Serializable {}
