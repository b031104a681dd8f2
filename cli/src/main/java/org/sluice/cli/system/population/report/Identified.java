package org.sluice.cli.system.population.report;

import java.util.List;
import java.util.Optional;
import org.sluice.inversion.population.Result;
import org.sluice.inversion.population.examine.Curvature;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.settings.Settings;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Parallelism;

/**
 * Says whether the data determine a run's estimate, where examining it takes a small share of the
 * run.
 *
 * @param sentence the combination that they determine least, or the reason why it was not examined
 * @param warnings sentences on combinations that they hardly determine
 */
public record Identified(String sentence, List<String> warnings) {

  private static final long SHARE = 8;

  /**
   * At a run's estimate.
   *
   * @param problem through the surrogate as the run left it, where there is one
   */
  public static Identified of(
      Problem problem, Settings settings, Result result, Backend backend, Parallelism workers) {
    int count = result.coordinates().length;
    Optional<String> omission = Curvature.omission(count);
    if (omission.isPresent()) {
      return new Identified(omission.get(), List.of());
    }
    // Samples and not seconds, so that it depends on the run alone.
    if (SHARE * Curvature.samples(settings, count)
        > result.run().steps() * result.run().samples()) {
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
