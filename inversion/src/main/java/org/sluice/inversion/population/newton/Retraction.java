package org.sluice.inversion.population.newton;

import java.util.List;
import org.sluice.inversion.optimise.CoordinateKind;

/**
 * Shortens long steps of coordinates without a unit: δ becomes sign(δ) log(1 + |δ|). From a scale
 * that is too small by any factor, the Newton step in its logarithm is nearly that factor, and this
 * is the step that removes it; short steps are left as they are. From a scale that is too large the
 * step is about −½ by any factor, so a long step down is a mistake, and is limited.
 */
final class Retraction {

  private static final double LONGEST_FALL = 1;

  private Retraction() {}

  /**
   * The step against a Newton solution.
   *
   * @param kinds of the coordinates
   * @param solution A⁻¹ g
   */
  static double[] of(List<CoordinateKind> kinds, double[] solution) {
    double[] step = new double[solution.length];
    for (int j = 0; j < step.length; j++) {
      double whole = -solution[j];
      double retracted = Math.copySign(Math.log1p(Math.abs(whole)), whole);
      step[j] =
          switch (kinds.get(j)) {
            case LINEAR -> whole;
            case LOGARITHM -> Math.max(-LONGEST_FALL, retracted);
            case PURE, SHAPE -> retracted;
          };
    }
    return step;
  }
}
