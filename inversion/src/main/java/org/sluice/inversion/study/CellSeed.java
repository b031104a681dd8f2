package org.sluice.inversion.study;

import org.sluice.inversion.random.RandomStream;

/**
 * Computes the seeds of cells by hashing their coordinates. Each character is absorbed by one
 * evaluation of Philox whose key is the state so far. A seed depends on the values of the
 * coordinates and not on their place in the grid, so a larger grid keeps the cells of a smaller
 * one.
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

  /** The seed: not negative and below 2⁵³, so that every format reads it back exactly. */
  long value() {
    return state >>> 11;
  }
}
