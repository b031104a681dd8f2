package org.sluice.inversion.population;

import java.util.List;
import java.util.stream.Stream;
import org.sluice.inversion.discrepancy.LossEstimate;
import org.sluice.inversion.population.newton.Arrival;
import org.sluice.inversion.population.problem.Parameter;
import org.sluice.inversion.population.settings.Method;

/**
 * The result of an inversion.
 *
 * @param method the estimator: the loss that was minimised and its gradient
 * @param parameters the population's physical numbers at the averaged iterate
 * @param noise the noise's
 * @param coordinates the averaged iterate, of the population and then of the noise
 * @param covariances Γ of each group of individuals, d × d, row after row
 * @param loss at the averaged iterate with fresh random numbers, on a fresh data batch where
 *     batches are used
 * @param arrival whether the run has arrived, with the standard errors of its numbers; null if this
 *     was not examined, since the run was interrupted, has too many numbers or was told not to
 * @param run the cost of the run
 * @param trace the loss and the numbers over the steps
 * @param warnings warnings of the live checks and of examinations after the run
 */
public record Result(
    Method method,
    List<Parameter> parameters,
    List<Parameter> noise,
    double[] coordinates,
    List<double[]> covariances,
    LossEstimate loss,
    Arrival arrival,
    Run run,
    Trace trace,
    List<String> warnings) {

  /**
   * The cost of a run.
   *
   * @param steps steps done
   * @param seconds wall time, over all resumptions
   * @param forwardSolves evaluations of the forward map for samples: of steps, differences, the
   *     final loss and the verdict
   * @param samples M of a step, B·N if the loss is corrected, of all groups together
   * @param slices P of the last step
   * @param stopped the reason for its end
   */
  public record Run(
      long steps, double seconds, long forwardSolves, long samples, int slices, Stopped stopped) {}

  /** Returns the result with further warnings. */
  public Result withWarnings(List<String> more) {
    return new Result(
        method,
        parameters,
        noise,
        coordinates,
        covariances,
        loss,
        arrival,
        run,
        trace,
        Stream.concat(warnings.stream(), more.stream()).toList());
  }
}
