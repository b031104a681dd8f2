package org.sluice.cli.system.population.config;

import java.util.List;
import org.sluice.inversion.range.Range;

/**
 * The table {@code [data]}: simulated observations or a file of them.
 *
 * @param simulate N, number of observations to simulate from the truth, or null
 * @param file observations, one a row, or null; relative to the config
 * @param columns the columns to read from a text file, by name or number; all if none is given
 * @param known the part of their noise that is known beforehand, or null
 */
public record DataConfig(
    Integer simulate, String file, List<String> columns, KnownNoiseConfig known) {

  /** Checks that there is exactly one source. */
  public DataConfig {
    columns = columns == null ? List.of() : List.copyOf(columns);
    if ((simulate == null) == (file == null)) {
      throw new IllegalArgumentException(
          simulate == null
              ? "data needs either simulate = N or file = \"…\""
              : "data.simulate and data.file contradict each other; keep one of them");
    }
    if (simulate != null) {
      Range.atLeast("simulate", 1, simulate);
    }
    if (simulate != null && !columns.isEmpty()) {
      throw new IllegalArgumentException("data.columns has no meaning for simulated data");
    }
    if (file != null && known != null && known.sdRange() != null) {
      throw new IllegalArgumentException(
          "data.known.sd_range goes with simulated data only; give the file of the standard deviations as data.known.sd");
    }
  }
}
