package org.sluice.inversion.dynamics;

import java.util.Locale;

/** The parameters of {@link MultiscaleLorenz96}, in the order of a trajectory's parameters. */
public enum MultiscaleParameter {
  /** F, the forcing of the slow variables. */
  F(10),
  /** h, the strength of the coupling between the scales. */
  H(1),
  /** c, the ratio of the fast variables' rate to the slow variables'. */
  C(10),
  /** b, the ratio of the slow variables' amplitude to the fast variables'. */
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
