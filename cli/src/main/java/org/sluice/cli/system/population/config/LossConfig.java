package org.sluice.cli.system.population.config;

import java.util.List;
import org.sluice.cli.config.Choice;
import org.sluice.cli.config.FileName;
import org.sluice.cli.config.SameTable;
import org.sluice.inversion.population.settings.FiniteSample;
import org.sluice.inversion.population.settings.GradientVariant;
import org.sluice.inversion.population.settings.Method;
import org.sluice.inversion.population.settings.Sampling;
import org.sluice.inversion.population.settings.Weight;

/**
 * The table {@code [loss]}. A method is a preset of gradient, whitening and finite sample, each of
 * which takes the preset's place where it is given.
 *
 * @param method {@code sluice}, {@code paper-cut} or {@code paper-standard}; by default {@code
 *     sluice}, or the paper's if another gradient than the cut one is asked for
 * @param gradient {@code cut}, {@code standard} or {@code both}, which is two runs
 * @param whitening in place of the preset's, or null
 * @param finiteSample in place of the preset's, or null
 * @param directions {@code orthogonal}, {@code iid}, {@code sobol} or a file, whose matrix takes
 *     the place of those of {@code sampling}
 * @param sampling the samples, directions and data of a step
 */
public record LossConfig(
    String method,
    String gradient,
    Weight whitening,
    FiniteSample finiteSample,
    @FileName(otherThan = {"orthogonal", "iid", "sobol"}) String directions,
    @SameTable Sampling sampling) {

  /** Checks the choices. */
  public LossConfig {
    requireOneOf("method", method, "sluice", "paper-cut", "paper-standard");
    requireOneOf("gradient", gradient, "cut", "standard", "both");
    methods(method, gradient, whitening, finiteSample);
  }

  private static void requireOneOf(String setting, String value, String... choices) {
    if (value != null) {
      Choice.of(setting, value, choices);
    }
  }

  static LossConfig defaults() {
    return new LossConfig(null, null, null, null, "orthogonal", Sampling.defaults());
  }

  /** The methods to follow, one run each. */
  public List<Method> methods() {
    return methods(method, gradient, whitening, finiteSample);
  }

  private static List<Method> methods(
      String method, String gradient, Weight whitening, FiniteSample finiteSample) {
    boolean both = "both".equals(gradient);
    boolean standard = "standard".equals(gradient);
    // The best method has no standard gradient, so a config that asks for one means the paper's.
    boolean papers = method == null && (both || standard);
    Method preset =
        papers ? Method.PAPER_CUT : Method.named(method == null ? "sluice" : method).orElseThrow();
    Weight weight = whitening == null ? preset.weight() : whitening;
    FiniteSample sample = finiteSample == null ? preset.finiteSample() : finiteSample;
    List<GradientVariant> variants =
        both
            ? List.of(GradientVariant.CUT, GradientVariant.STANDARD)
            : List.of(
                gradient == null
                    ? preset.gradient()
                    : standard ? GradientVariant.STANDARD : GradientVariant.CUT);
    return variants.stream().map(variant -> new Method(variant, weight, sample)).toList();
  }
}
