package org.sluice.inversion.study;

import org.sluice.inversion.random.RandomStream;


/**
 * Seeds of cells. Each character of the coordinates is absorbed by one evaluation of Philox whose
 * key is the state so far, so that a seed depends on what the coordinates are and not on where they
 * stand in the grid: a grid that grows keeps the cells that it had.
 */
final class CellSeed {

  private static final long END_OF_TEXT = 1L << 16;

  private long state;

  CellSeed(long seed) {
    state = seed;
  }

  CellSeed absorb(String text) {
    text.chars().forEach(this::absorbNumber);
    absorbNumber(END_OF_TEXT);
    return this;
  }

  CellSeed absorb(int number) {
    absorbNumber(number);
    return this;
  }

  private void absorbNumber(long number) {
    state = RandomStream.CELL.seed(state, number);
  }

  /** Not negative and below 2⁵³, so that it is written and read back exactly everywhere. */
  long value() {
    return state >>> 11;
  }
}
