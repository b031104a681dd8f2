package org.sluice.inversion.forward.process;

/** The way in which parameters and observations are exchanged with a program. */
public enum Exchange {
  /** One long-lived process per worker: NPY frames on its standard input and output. */
  PIPE("pipe"),
  /** One process per call, with two more arguments: files z.npy to read and x.npy to write. */
  NPY_FILES("npy"),
  /** The same with z.csv and x.csv, without header. */
  CSV_FILES("csv");

  private final String word;

  Exchange(String word) {
    this.word = word;
  }

  /** The word in configs: {@code pipe}, {@code npy}, {@code csv}. */
  public String word() {
    return word;
  }
}
