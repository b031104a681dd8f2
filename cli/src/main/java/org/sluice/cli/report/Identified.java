package org.sluice.cli.report;

import java.util.List;
import org.sluice.inversion.Curvature;
import org.sluice.inversion.Problem;
import org.sluice.inversion.Result;
import org.sluice.inversion.Settings;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Parallelism;

/**
 * Whether the data determine what a run found, examined where that takes a small share of the run.
 *
 * @param sentence what they determine least, or why it was not examined
 * @param warnings about what they hardly determine
 */
public record Identified(String sentence, List<String> warnings) {

  /** Samples that {@link Curvature} evaluates for each coordinate. */
  private static final long SAMPLES = 96_000;

  private static final long SHARE = 8;

  /**
   * At a run's estimate.
   *
   * @param problem through the surrogate as the run left it, where there is one
   */
  public static Identified of(
      Problem problem, Settings settings, Result result, Backend backend, Parallelism workers) {
    int count = result.coordinates().length;
    if (count > Curvature.MOST_COORDINATES) {
      return new Identified(
          "not examined for more than %d numbers".formatted(Curvature.MOST_COORDINATES), List.of());
    }
    // Samples and not seconds, so that it depends on the run alone.
    if (SHARE * SAMPLES * count > result.run().steps() * result.run().samples()) {
      return new Identified(
          "not examined, as that takes more than 1/%d of the run's samples; 'sluice bootstrap' does it"
              .formatted(SHARE),
          List.of());
    }
    Curvature curvature = Curvature.of(problem, settings, result.coordinates(), backend, workers);
    return new Identified(
        "the data determine least: " + curvature.flattest(), curvature.warnings());
  }
}
