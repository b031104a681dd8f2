package org.sluice.inversion.population.examine;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.sluice.inversion.population.problem.Group;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.step.Objective;

/** Warns when an inversion degenerates in one of the known ways, and says what to do. */
public final class LiveChecks {

  private static final double VANISHING = 1e-4;
  private static final double ILL_CONDITIONED = 1e8;

  private enum Kind {
    NOISE("the noise is vanishing: "),
    POPULATION("the population is collapsing to a point: "),
    CONDITION("the noise covariance is nearly singular: ");

    private final String finding;

    Kind(String finding) {
      this.finding = finding;
    }
  }

  private final double[] dataSpreads;
  private final Set<Kind> seen = EnumSet.noneOf(Kind.class);

  /**
   * Creates the checks of one run.
   *
   * @param said warnings that an interrupted run has given already; they are not repeated
   */
  public LiveChecks(Problem problem, List<String> said) {
    dataSpreads = problem.groups().stream().mapToDouble(Group::pooledStandardDeviation).toArray();
    for (Kind kind : Kind.values()) {
      if (said.stream().anyMatch(sentence -> sentence.startsWith(kind.finding))) {
        seen.add(kind);
      }
    }
  }

  /**
   * Returns the new warnings after an evaluation.
   *
   * @param startSpreads {@link Objective#parameterSpreads} at the start
   */
  public List<String> after(Objective objective, long step, double[] startSpreads) {
    List<String> sentences = new ArrayList<>();
    for (int g = 0; g < dataSpreads.length; g++) {
      double noise = objective.noiseStandardDeviation(g);
      if (noise < VANISHING * dataSpreads[g] && seen.add(Kind.NOISE)) {
        sentences.add(
            Kind.NOISE.finding
                + "its standard deviation was %.3g in step %d while the data's is %.3g; start it larger, lower the learning rate, or check that the data are noisy at all"
                    .formatted(noise, step, dataSpreads[g]));
      }
    }
    double kept = kept(objective.parameterSpreads(), startSpreads);
    if (kept < VANISHING && seen.add(Kind.POPULATION)) {
      sentences.add(
          Kind.POPULATION.finding
              + "its spread in step %d was %.3g of that at the start; lower the learning rate, use more data, or put a prior on the population"
                  .formatted(step, kept));
    }
    double condition = objective.conditionNumber();
    // Rounding makes the least eigenvalue of a singular matrix negative, and so the ratio.
    boolean sound = condition >= 1 && condition <= ILL_CONDITIONED;
    if (!sound && seen.add(Kind.CONDITION)) {
      sentences.add(
          Kind.CONDITION.finding
              + "its condition number was %.3g in step %d; raise the condition regulariser's weight or choose a noise model with fewer numbers"
                  .formatted(condition, step));
    }
    return sentences;
  }

  /** The largest part of its spread at the start that a parameter still has; 1 if none had any. */
  private static double kept(double[] spreads, double[] startSpreads) {
    double kept = Double.NaN;
    for (int j = 0; j < spreads.length; j++) {
      if (startSpreads[j] > 0) {
        double part = spreads[j] / startSpreads[j];
        kept = Double.isNaN(kept) ? part : Math.max(kept, part);
      }
    }
    return Double.isNaN(kept) ? 1 : kept;
  }
}
