package org.sluice.cli.system.population.report;

import java.util.List;
import org.sluice.cli.system.population.setup.Emulation;
import org.sluice.cli.system.population.setup.Setup;
import org.sluice.inversion.population.Result;
import org.sluice.inversion.population.newton.Arrival;

/**
 * A finished run.
 *
 * @param setup the setup
 * @param backend the backend's name
 * @param results one for each gradient
 * @param emulations the map that each inversion went through
 * @param identified whether the data determine each
 */
public record Outcome(
    Setup setup,
    String backend,
    List<Result> results,
    List<Emulation> emulations,
    List<Identified> identified) {

  /** The population's true physical numbers, or null. */
  public double[] truePopulation() {
    return setup.truth() == null ? null : setup.truth().population();
  }

  /**
   * The first-order standard errors of a result's numbers, of the population and then of the noise,
   * or null if they are not known.
   */
  public double[] standardErrors(int result) {
    Arrival arrival = results.get(result).arrival();
    return arrival == null ? null : arrival.standardErrors();
  }

  /** The noise's true physical numbers, or null. */
  public double[] trueNoise() {
    return setup.truth() == null ? null : setup.truth().noise();
  }
}
