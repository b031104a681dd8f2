package org.sluice.inversion.population.settings;

import java.util.Locale;

/** The optimisers that an inversion can follow. */
public enum OptimiserType {
  /**
   * Gauss–Newton where it has been shown to be the better one: with the cut gradient of the
   * corrected loss, fresh random numbers, at most {@value #MOST_COORDINATES} numbers, twice as many
   * slices as numbers, and a forward map that does not learn. Adam elsewhere.
   */
  AUTO,
  /** Adam, with steps in the natural units of the coordinates. */
  ADAM,
  /** A stochastic Gauss–Newton iteration, which ends when it has arrived. */
  GAUSS_NEWTON;

  private static final int MOST_COORDINATES = 12;

  /**
   * The optimiser itself, for a problem.
   *
   * @param slices of the first step
   * @param learning whether the forward map learns during the run
   */
  public OptimiserType of(Settings settings, int coordinates, int slices, boolean learning) {
    if (this != AUTO) {
      return this;
    }
    boolean suits =
        settings.method().finiteSample() == FiniteSample.CORRECTED
            && settings.method().gradient() == GradientVariant.CUT
            && settings.sampling().randomNumbers() == RandomNumbers.FRESH
            && coordinates <= MOST_COORDINATES
            && slices >= 2 * coordinates
            && !learning;
    return suits ? GAUSS_NEWTON : ADAM;
  }

  /** The word in configs: {@code auto}, {@code adam}, {@code gauss-newton}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
