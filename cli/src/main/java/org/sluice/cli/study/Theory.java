package org.sluice.cli.study;

/**
 * The errors that theory predicts for one quantity.
 *
 * @param quantity its name
 * @param words the quantity in a sentence, such as {@code the noise's standard deviation}
 * @param bound the Cramér–Rao bound by combination, over the truth; NaN where theory does not tell
 * @param bias the expected bias by combination, over the truth; NaN where theory does not tell
 */
public record Theory(String quantity, String words, double[] bound, double[] bias) {}
