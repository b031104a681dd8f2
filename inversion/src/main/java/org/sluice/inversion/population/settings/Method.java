package org.sluice.inversion.population.settings;

import java.util.Optional;

/**
 * An estimator: the loss that is minimised and the kind of its gradient. The parts can be combined
 * freely, but for one pair: the standard gradient differentiates the weight too, so its weight has
 * to be the noise's.
 *
 * @param gradient cut or standard
 * @param weight the covariance that whitens the slices
 * @param finiteSample plain or corrected
 */
public record Method(GradientVariant gradient, Weight weight, FiniteSample finiteSample)
    implements SettingsPart {

  /** Cut, both whitenings, corrected: recovers best. */
  public static final Method SLUICE =
      new Method(GradientVariant.CUT, Weight.BOTH, FiniteSample.CORRECTED);

  /** The cut gradient of arXiv 2505.19841. */
  public static final Method PAPER_CUT =
      new Method(GradientVariant.CUT, Weight.NOISE, FiniteSample.PLAIN);

  /** The standard gradient of arXiv 2505.19841. */
  public static final Method PAPER_STANDARD =
      new Method(GradientVariant.STANDARD, Weight.NOISE, FiniteSample.PLAIN);

  /**
   * Checks that the parts go together.
   *
   * @throws IllegalArgumentException if the standard gradient is to have another weight than Γ
   */
  public Method {
    if (gradient == GradientVariant.STANDARD && weight != Weight.NOISE) {
      throw new IllegalArgumentException(
          "the standard gradient differentiates through the weight, so it needs whitening = \"noise\", not \"%s\"; follow the cut gradient or whiten by the noise"
              .formatted(weight.word()));
    }
  }

  /**
   * The name in configs and results: {@code sluice}, {@code paper-cut}, {@code paper-standard}, or
   * the three parts with hyphens, such as {@code cut-noise-corrected}.
   */
  public String word() {
    if (equals(SLUICE)) {
      return "sluice";
    }
    if (equals(PAPER_CUT)) {
      return "paper-cut";
    }
    if (equals(PAPER_STANDARD)) {
      return "paper-standard";
    }
    return "%s-%s-%s".formatted(gradient.word(), weight.word(), finiteSample.word());
  }

  /**
   * Returns whether the loss has its expected minimum at the truth, for every number of data and
   * every law: the corrected loss, unless it is divided by the weight.
   */
  public boolean isProperScore() {
    return gradient == GradientVariant.CUT && finiteSample == FiniteSample.CORRECTED;
  }

  /** A warning about its results, in one sentence, or nothing. */
  public Optional<String> caution() {
    return gradient == GradientVariant.STANDARD && finiteSample == FiniteSample.CORRECTED
        ? Optional.of(
            "the standard gradient inflates the noise even with the finite-sample correction, since the corrected loss's minimum is positive and is divided by the weight; follow the cut gradient")
        : Optional.empty();
  }

  /** The method of a name that {@link #word} gives to one of the three constants, or nothing. */
  public static Optional<Method> named(String word) {
    return switch (word) {
      case "sluice" -> Optional.of(SLUICE);
      case "paper-cut" -> Optional.of(PAPER_CUT);
      case "paper-standard" -> Optional.of(PAPER_STANDARD);
      default -> Optional.empty();
    };
  }
}
