package org.sluice.bench.report;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers with three significant digits and no exponent. */
public final class Figure {

  private static final MathContext DIGITS = new MathContext(3);

  private Figure() {}

  /** A number of three digits; {@code –} if it is not finite. */
  public static String of(double value) {
    if (!Double.isFinite(value)) {
      return "–";
    }
    if (Math.abs(value) >= 100) {
      return String.valueOf(Math.round(value));
    }
    return new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString();
  }
}
