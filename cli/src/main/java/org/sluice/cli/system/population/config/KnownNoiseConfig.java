package org.sluice.cli.system.population.config;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.sluice.cli.config.FileName;

/**
 * The table {@code [data.known]}: the part of the data's noise that is known beforehand, so that Γ
 * is the rest of it. Files are relative to the config.
 *
 * @param sd file of standard deviations, of the shape of the data, or null
 * @param columns the columns to read from that file, by name or number; all if none is given
 * @param covariance file of a d × d covariance that is the same for all data, or null
 * @param covariances file of N × d² numbers, a covariance in each row, or null
 * @param sdRange for simulated data, in place of a file: each datum's standard deviations are drawn
 *     uniformly between the two; or null
 */
public record KnownNoiseConfig(
    @FileName String sd,
    List<String> columns,
    @FileName String covariance,
    @FileName String covariances,
    double[] sdRange) {

  /** Checks that there is exactly one source. */
  public KnownNoiseConfig {
    columns = columns == null ? List.of() : List.copyOf(columns);
    if (Stream.of(sd, covariance, covariances, sdRange).filter(Objects::nonNull).count() != 1) {
      throw new IllegalArgumentException(
          "data.known needs exactly one of sd = \"…\", covariance = \"…\", covariances = \"…\" and, for simulated data, sd_range = [least, most]");
    }
    if (sd == null && !columns.isEmpty()) {
      throw new IllegalArgumentException("data.known.columns goes with data.known.sd only");
    }
    if (sdRange != null) {
      requireRange(sdRange);
    }
  }

  private static void requireRange(double[] range) {
    if (range.length != 2
        || !(range[0] >= 0 && range[0] <= range[1] && range[1] < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "data.known.sd_range must be two standard deviations, the lesser one first, such as [0.1, 0.5]");
    }
  }
}
