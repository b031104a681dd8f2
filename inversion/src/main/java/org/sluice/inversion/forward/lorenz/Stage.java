package org.sluice.inversion.forward.lorenz;

/** The stages of the classical Runge–Kutta method of order four. */
enum Stage {
  FIRST(1.0 / 2, 1.0 / 6),
  SECOND(1.0 / 2, 1.0 / 3),
  THIRD(1, 1.0 / 3),
  LAST(0, 1.0 / 6);

  /** All, in order; {@code values()} would copy. */
  static final Stage[] ALL = values();

  private final double reach;
  private final double weight;

  Stage(double reach, double weight) {
    this.reach = reach;
    this.weight = weight;
  }

  /** How far, in time steps, the next stage lies from the step's start along this tendency. */
  double reach() {
    return reach;
  }

  /** The share of this tendency in the step. */
  double weight() {
    return weight;
  }
}
