package org.sluice.inversion.forward.lorenz;

import java.util.Locale;

/** The parameters of {@link MultiscaleLorenz96Map}, in the order of their arrays. */
public enum MultiscaleParameter {
  /** F, the forcing of the slow variables. */
  F(10),
  /** h, how strongly the scales are coupled. */
  H(1),
  /** c, how much faster the fast variables are. */
  C(10),
  /** b, how much smaller the fast variables are. */
  B(10);

  private final double standard;

  MultiscaleParameter(double standard) {
    this.standard = standard;
  }

  /** The usual value. */
  public double standard() {
    return standard;
  }

  /** The letter: {@code F}, {@code h}, {@code c}, {@code b}. */
  public String letter() {
    return this == F ? "F" : name().toLowerCase(Locale.ROOT);
  }
}
