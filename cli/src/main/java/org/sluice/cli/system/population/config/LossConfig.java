package org.sluice.cli.system.population.config;

import java.util.List;
import java.util.Locale;
import org.sluice.cli.config.Require;
import org.sluice.inversion.population.settings.FiniteSample;
import org.sluice.inversion.population.settings.GradientVariant;
import org.sluice.inversion.population.settings.Method;
import org.sluice.inversion.population.settings.Sampling;
import org.sluice.inversion.population.settings.Weight;
import tools.jackson.databind.JsonNode;

/**
 * The table {@code [loss]}. A method is a preset of gradient, whitening and finite sample, each of
 * which takes the preset's place where it is given. Defaults are those of {@link Sampling}.
 *
 * @param method {@code sluice}, {@code paper-cut} or {@code paper-standard}; by default {@code
 *     sluice}, or the paper's if another gradient than the cut one is asked for
 * @param gradient {@code cut}, {@code standard} or {@code both}
 * @param whitening {@code noise}, {@code population} or {@code both}
 * @param finiteSample {@code corrected} or {@code plain}
 * @param samples M, model samples in a step
 * @param slices P, directions in a step, or {@code auto}, the default
 * @param directions {@code orthogonal}, {@code iid}, {@code sobol} or a file
 * @param randomNumbers {@code fresh} in each step or {@code common} to all
 * @param dataBatch observations drawn in each step; 0 for all
 */
public record LossConfig(
    String method,
    String gradient,
    String whitening,
    String finiteSample,
    Integer samples,
    JsonNode slices,
    String directions,
    String randomNumbers,
    Integer dataBatch) {

  /** Fills in defaults and checks the ranges. */
  public LossConfig {
    Sampling defaults = Sampling.defaults();
    requireOneOf("loss.method", method, "sluice", "paper-cut", "paper-standard");
    requireOneOf("loss.gradient", gradient, "cut", "standard", "both");
    requireOneOf("loss.whitening", whitening, "noise", "population", "both");
    requireOneOf("loss.finite_sample", finiteSample, "corrected", "plain");
    samples = samples == null ? defaults.samples() : Require.atLeast("loss.samples", 2, samples);
    requireSlices(slices);
    directions = directions == null ? "orthogonal" : directions;
    randomNumbers =
        randomNumbers == null
            ? "fresh"
            : Require.oneOf("loss.random_numbers", randomNumbers, "fresh", "common");
    dataBatch =
        dataBatch == null ? defaults.dataBatch() : Require.atLeast("loss.data_batch", 0, dataBatch);
    methods(method, gradient, whitening, finiteSample);
  }

  private static void requireOneOf(String key, String value, String... choices) {
    if (value != null) {
      Require.oneOf(key, value, choices);
    }
  }

  private static void requireSlices(JsonNode slices) {
    if (slices == null || (slices.isString() && slices.stringValue().equals("auto"))) {
      return;
    }
    if (!slices.isInt()) {
      throw new IllegalArgumentException(
          "loss.slices must be a whole number or \"auto\", not %s".formatted(slices));
    }
    Require.atLeast("loss.slices", 1, slices.intValue());
  }

  static LossConfig defaults() {
    return new LossConfig(null, null, null, null, null, null, null, null, null);
  }

  /** The methods to follow, one run each. */
  public List<Method> methods() {
    return methods(method, gradient, whitening, finiteSample);
  }

  private static List<Method> methods(
      String method, String gradient, String whitening, String finiteSample) {
    // The best method has no standard gradient, so who asks for one means the paper's.
    boolean papers = method == null && gradient != null && !gradient.equals("cut");
    Method preset =
        papers ? Method.PAPER_CUT : Method.named(method == null ? "sluice" : method).orElseThrow();
    Weight weight = chosen(Weight.class, whitening, preset.weight());
    FiniteSample sample = chosen(FiniteSample.class, finiteSample, preset.finiteSample());
    List<GradientVariant> variants =
        "both".equals(gradient)
            ? List.of(GradientVariant.CUT, GradientVariant.STANDARD)
            : List.of(chosen(GradientVariant.class, gradient, preset.gradient()));
    return variants.stream().map(variant -> new Method(variant, weight, sample)).toList();
  }

  private static <E extends Enum<E>> E chosen(Class<E> type, String word, E otherwise) {
    return word == null ? otherwise : Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
  }

  /** P, or {@link Sampling#AUTO_SLICES}. */
  public int sliceCount() {
    return slices != null && slices.isInt() ? slices.intValue() : Sampling.AUTO_SLICES;
  }
}
