package org.sluice.inversion.population.settings;

import org.sluice.inversion.optimise.GaussianPrior;
import org.sluice.inversion.population.problem.Problem;

/**
 * The terms that are added to the loss: h(α) + r(Γ), with r(Γ) = ε·cond(Γ).
 *
 * @param conditionWeight ε, 0 or more; 0 by default. 1e-5 suits a full Γ.
 * @param prior h(α), or null for none, the default
 */
public record Regularisation(double conditionWeight, GaussianPrior prior) implements SettingsPart {

  /** Checks the range. */
  public Regularisation {
    if (!(conditionWeight >= 0 && conditionWeight < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the weight of the condition number must be 0 or more and finite, not "
              + conditionWeight);
    }
  }

  /** Nothing added. */
  public static Regularisation none() {
    return new Regularisation(0, null);
  }

  /**
   * Checks that the prior fits a problem.
   *
   * @throws IllegalArgumentException if it has another number of coordinates than the population
   */
  public void requireFit(Problem problem) {
    int coordinates = problem.measure().coordinateCount();
    if (prior != null && prior.centre().length != coordinates) {
      throw new IllegalArgumentException(
          "the prior has %d entries but the population has %d coordinates"
              .formatted(prior.centre().length, coordinates));
    }
  }
}
