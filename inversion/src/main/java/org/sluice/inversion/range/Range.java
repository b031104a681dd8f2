package org.sluice.inversion.range;

import java.util.Collection;

/**
 * Checks of a record's components. All throw {@link OutOfRangeException}, an {@link
 * IllegalArgumentException} that names the component.
 */
public final class Range {

  private Range() {}

  /** Requires that something is given. */
  public static <T> T present(String setting, T value) {
    if (value == null) {
      throw new OutOfRangeException(setting, "is missing; give it a value");
    }
    return value;
  }

  /** Requires that there are entries, none of them null. */
  public static void notEmpty(String setting, Collection<?> value) {
    if (present(setting, value).isEmpty()) {
      throw new OutOfRangeException(setting, "must have at least 1 entry");
    }
  }

  /** Requires a number of {@code least} or more. */
  public static void atLeast(String setting, long least, long value) {
    if (value < least) {
      throw new OutOfRangeException(setting, "must be at least %d, not %d".formatted(least, value));
    }
  }

  /** Requires a number of {@code most} or less. */
  public static void atMost(String setting, long most, long value) {
    if (value > most) {
      throw new OutOfRangeException(setting, "must be at most %d, not %d".formatted(most, value));
    }
  }

  /** Requires a finite number above 0. */
  public static void positive(String setting, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new OutOfRangeException(
          setting, "must be more than 0 and finite, not %s".formatted(value));
    }
  }

  /** Requires a number above 0, which may be infinite. */
  public static void positiveOrInfinite(String setting, double value) {
    if (!(value > 0)) {
      throw new OutOfRangeException(setting, "must be more than 0, not %s".formatted(value));
    }
  }

  /** Requires a finite number of 0 or more. */
  public static void notNegative(String setting, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new OutOfRangeException(
          setting, "must be 0 or more and finite, not %s".formatted(value));
    }
  }

  /** Requires a number in [0, 1]. */
  public static void fraction(String setting, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new OutOfRangeException(setting, "must be from 0 to 1, not %s".formatted(value));
    }
  }
}
