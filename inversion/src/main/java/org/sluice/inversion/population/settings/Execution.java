package org.sluice.inversion.population.settings;

import org.sluice.inversion.range.Range;
import org.sluice.kernels.ElementType;

/**
 * The settings of an inversion's computation, whatever it minimises.
 *
 * @param precision element type of the loss; sampling, the forward map and the optimiser always
 *     work in {@code F64}; {@code F64} by default
 * @param seed of all random numbers; 1 by default
 * @param checkpointSeconds seconds between two checkpoints, more than 0; 30 by default
 */
public record Execution(ElementType precision, long seed, double checkpointSeconds)
    implements SettingsPart {

  /** Checks the range. */
  public Execution {
    Range.positiveOrInfinite("checkpointSeconds", checkpointSeconds);
  }

  /** The defaults. */
  public static Execution defaults() {
    return new Execution(ElementType.F64, 1, 30);
  }

  /** The same in another precision. */
  public Execution withPrecision(ElementType other) {
    return new Execution(other, seed, checkpointSeconds);
  }

  /** The same with another seed. */
  public Execution withSeed(long other) {
    return new Execution(precision, other, checkpointSeconds);
  }

  /** The same with another time between checkpoints. */
  public Execution withCheckpointSeconds(double other) {
    return new Execution(precision, seed, other);
  }
}
