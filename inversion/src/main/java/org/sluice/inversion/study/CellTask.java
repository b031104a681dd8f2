package org.sluice.inversion.study;

import java.io.Serializable;

/**
 * A cell that is to be computed, described so that any process on any machine can do it.
 *
 * @param study text from which the whole study can be rebuilt; the same for all its cells
 * @param cell the cell
 * @param cost memory and work that the cell takes
 */
public record CellTask(String study, Cell cell, CellCost cost) implements Serializable {}
