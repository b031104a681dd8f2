package org.sluice.inversion.forward.lorenz;

/**
 * The time step, spin-up and averaging time of a trajectory, in the system's unit of time.
 *
 * @param timeStep Δt, positive
 * @param spinUp time before averaging, not negative
 * @param duration T of the average, at least one time step
 */
public record Averaging(double timeStep, double spinUp, double duration) {

  /** Checks the ranges. */
  public Averaging {
    if (!(timeStep > 0 && timeStep < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the time step must be more than 0 and finite, not " + timeStep);
    }
    if (!(spinUp >= 0 && spinUp / timeStep < Integer.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "the spin-up must be 0 or more and less than 2^31 steps, not " + spinUp);
    }
    if (!(duration >= timeStep && duration / timeStep < Integer.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "the averaging time must be at least one step and less than 2^31 steps, not " + duration);
    }
  }

  /** The spin-up in steps. */
  int spinUpSteps() {
    return (int) Math.round(spinUp / timeStep);
  }

  /** The averaging time in steps. */
  int averagedSteps() {
    return (int) Math.round(duration / timeStep);
  }
}
