package org.sluice.cli.system.population.config;

import java.util.List;
import org.sluice.cli.config.FileName;
import org.sluice.cli.config.SameTable;
import org.sluice.cli.file.TextFormat;
import org.sluice.inversion.range.Range;

/**
 * The table {@code [data]}: simulated observations or a file of them.
 *
 * @param simulate N, number of observations to simulate from the truth, or null
 * @param file observations, one a row, or null; relative to the config
 * @param columns the columns to read from a text file, by name or number; all if none is given
 * @param format of a text file, and of the text files in {@code known}
 * @param known the part of their noise that is known beforehand, or null
 */
public record DataConfig(
    Integer simulate,
    @FileName String file,
    List<String> columns,
    @SameTable TextFormat format,
    KnownNoiseConfig known) {

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
    if (simulate != null && known == null && !format.stated().isEmpty()) {
      throw new IllegalArgumentException(
          "data.%s has no meaning for simulated data; leave it out"
              .formatted(format.stated().getFirst()));
    }
    if (file != null && known != null && known.sdRange() != null) {
      throw new IllegalArgumentException(
          "data.known.sd_range goes with simulated data only; give the file of the standard deviations as data.known.sd");
    }
  }
}
