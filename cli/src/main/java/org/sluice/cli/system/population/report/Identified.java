package org.sluice.cli.system.population.report;

import java.util.List;
import org.sluice.inversion.population.Result;
import org.sluice.inversion.population.newton.Curvature;

/**
 * Says whether the data determine a run's estimate.
 *
 * @param sentence the combination that they determine least, or the reason why it was not examined
 * @param warnings sentences on combinations that they hardly determine
 */
public record Identified(String sentence, List<String> warnings) {

  /** By the verdict on a run's end. */
  public static Identified of(Result result) {
    if (result.arrival() == null) {
      return new Identified(
          Curvature.omission(result.coordinates().length).orElse("not examined"), List.of());
    }
    Curvature curvature = result.arrival().curvature();
    return new Identified(
        "the data determine least: " + curvature.flattest(), curvature.warnings());
  }
}
